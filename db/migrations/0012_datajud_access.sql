CREATE TABLE "datajud_accesses" (
	"tenant_id" text NOT NULL,
	"sealed_key" text NOT NULL,
	"requests_per_minute" integer NOT NULL,
	"requests_per_day" integer NOT NULL,
	"refused_at" timestamp (3) with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "datajud_accesses_tenant_id_pk" PRIMARY KEY("tenant_id")
);

--> statement-breakpoint
alter table public.datajud_accesses enable row level security;
--> statement-breakpoint
alter table public.datajud_accesses force row level security;
--> statement-breakpoint
create policy tenant_isolation on public.datajud_accesses to lux_app
  using (tenant_id = (select public.current_tenant()))
  with check (tenant_id = (select public.current_tenant()));
--> statement-breakpoint
grant select, insert, update, delete on public.datajud_accesses to lux_app;
--> statement-breakpoint
grant select, update (refused_at) on public.datajud_accesses to lux_auth;
--> statement-breakpoint
create policy gateways on public.datajud_accesses to lux_auth using (true);
--> statement-breakpoint
grant usage on schema court to lux_auth;
--> statement-breakpoint
grant select on court.budgets to lux_auth;
--> statement-breakpoint
-- The keys that gateways may use, still sealed.
create function auth.datajud_accesses()
returns table (tenant_id text, sealed_key text, requests_per_minute int, requests_per_day int)
language sql stable security definer set search_path = public, pg_temp
as $$ select a.tenant_id, a.sealed_key, a.requests_per_minute, a.requests_per_day from public.datajud_accesses a where a.refused_at is null $$;
--> statement-breakpoint
-- DataJud refused this key. One that the firm has given meanwhile is another.
create function auth.refuse_datajud_access(p_tenant text, p_sealed_key text) returns void
language sql security definer set search_path = public, pg_temp
as $$ update public.datajud_accesses set refused_at = now() where tenant_id = p_tenant and sealed_key = p_sealed_key and refused_at is null $$;
--> statement-breakpoint
-- Requests of the bound firm's own quota today, in Brasília.
create function auth.datajud_used_today() returns int
language sql stable security definer set search_path = public, pg_temp
as $$ select coalesce((select b.used_today from court.budgets b
  where b.quota = public.current_tenant() and b.day = (now() at time zone 'America/Sao_Paulo')::date), 0) $$;
--> statement-breakpoint
revoke execute on function auth.datajud_accesses(), auth.refuse_datajud_access(text, text), auth.datajud_used_today() from public;
--> statement-breakpoint
grant execute on function auth.datajud_accesses(), auth.refuse_datajud_access(text, text) to lux_runtime;
--> statement-breakpoint
grant execute on function auth.datajud_used_today() to lux_app;
--> statement-breakpoint
alter function auth.datajud_accesses() owner to lux_auth;
--> statement-breakpoint
alter function auth.refuse_datajud_access(text, text) owner to lux_auth;
--> statement-breakpoint
alter function auth.datajud_used_today() owner to lux_auth;
