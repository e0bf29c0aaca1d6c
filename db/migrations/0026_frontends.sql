CREATE TABLE "frontends" (
	"tenant_id" text NOT NULL,
	"case_url" text,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "frontends_tenant_id_pk" PRIMARY KEY("tenant_id")
);

--> statement-breakpoint
alter table public.frontends enable row level security;
--> statement-breakpoint
alter table public.frontends force row level security;
--> statement-breakpoint
create policy tenant_isolation on public.frontends to lux_app, lux_runtime
  using (tenant_id = (select public.current_tenant()))
  with check (tenant_id = (select public.current_tenant()));
--> statement-breakpoint
grant select, insert, update, delete on public.frontends to lux_app, lux_runtime;
