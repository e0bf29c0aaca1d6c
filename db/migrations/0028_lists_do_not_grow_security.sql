alter table public.notification_processes enable row level security;
--> statement-breakpoint
alter table public.notification_processes force row level security;
--> statement-breakpoint
create policy tenant_isolation on public.notification_processes to lux_app, lux_runtime
  using (tenant_id = (select public.current_tenant()))
  with check (tenant_id = (select public.current_tenant()));
--> statement-breakpoint
grant select, insert, update, delete on public.notification_processes to lux_app, lux_runtime;
--> statement-breakpoint
-- The messages that are there already. The owner is bound by the policies as well, and has none: it lays them aside for this.
alter table public.notifications no force row level security;
--> statement-breakpoint
alter table public.notification_processes no force row level security;
--> statement-breakpoint
insert into public.notification_processes (tenant_id, process_id, position)
select distinct tenant_id, unnest(process_ids), position from public.notifications;
--> statement-breakpoint
alter table public.notifications force row level security;
--> statement-breakpoint
alter table public.notification_processes force row level security;
