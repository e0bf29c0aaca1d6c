CREATE TABLE "bot_usage" (
	"tenant_id" text NOT NULL,
	"month" text NOT NULL,
	"commands" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "bot_usage_tenant_id_month_pk" PRIMARY KEY("tenant_id","month")
);
--> statement-breakpoint
alter table public.bot_usage enable row level security;
--> statement-breakpoint
alter table public.bot_usage force row level security;
--> statement-breakpoint
create policy tenant_isolation on public.bot_usage to lux_app, lux_runtime
  using (tenant_id = (select public.current_tenant()))
  with check (tenant_id = (select public.current_tenant()));
--> statement-breakpoint
grant select, insert, update on public.bot_usage to lux_app, lux_runtime;
