-- What is asked of a provider of models is of no firm, and no firm's role may look how busy the others are.
grant select, insert, update, delete on court.provider_limits to lux_runtime;

--> statement-breakpoint
grant select on rt.platform_bots to lux_app;
--> statement-breakpoint
grant select, insert, update, delete on rt.platform_bots to lux_runtime;
--> statement-breakpoint
-- Every firm that a chat is linked at through one bot, newest first: who leaves, leaves all of them.
create function auth.links_by_address(p_connection text, p_address text)
returns table (tenant_id text, person_id text, id text, firm text, linked_by text)
language sql stable security definer set search_path = public, pg_temp
as $$
  select l.tenant_id, l.person_id, l.id, coalesce(t.name, ''), l.opt_in ->> 'user' from public.channel_links l
  left join public.tenants t on t.tenant_id = l.tenant_id
  where l.connection_id = p_connection and l.address = p_address and l.status = 'active'
  order by l.opted_in_at desc nulls last limit 100
$$;
--> statement-breakpoint
revoke execute on function auth.links_by_address(text, text) from public;
--> statement-breakpoint
grant execute on function auth.links_by_address(text, text) to lux_runtime;
--> statement-breakpoint
alter function auth.links_by_address(text, text) owner to lux_auth;

--> statement-breakpoint
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
