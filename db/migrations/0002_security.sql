-- Who may touch what. Roles are made by db/bootstrap.ts (they belong to the cluster, not to this database):
--   lux_owner    owns everything, runs migrations, is bound by row-level security like everybody (FORCE)
--   lux_app      the API and tenant reads: tenant tables under row-level security, no runtime tables but its own mail
--   lux_runtime  the workers' commits: runtime and court tables; tenant tables under row-level security
--   lux_auth     nobody signs in as it: owns the few look-ups made before a tenant is known
grant usage on schema public, rt, court to lux_app, lux_runtime;
--> statement-breakpoint
create function public.current_tenant() returns text language sql stable parallel safe
return nullif(current_setting('app.tenant_id', true), '');
--> statement-breakpoint
do $$
declare name text;
begin
  for name in
    select c.relname from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
    where n.nspname = 'public' and c.relkind = 'r'
  loop
    execute format('alter table public.%I enable row level security', name);
    execute format('alter table public.%I force row level security', name);
    execute format('create policy tenant_isolation on public.%I to lux_app, lux_runtime
      using (tenant_id = (select public.current_tenant()))
      with check (tenant_id = (select public.current_tenant()))', name);
    execute format('grant select, insert, update, delete on public.%I to lux_app, lux_runtime', name);
  end loop;
end $$;
--> statement-breakpoint
-- History is append only.
revoke update, delete on public.events from lux_app, lux_runtime;
--> statement-breakpoint
grant usage on all sequences in schema public to lux_app, lux_runtime;
--> statement-breakpoint
grant select, insert, update, delete on all tables in schema rt, court to lux_runtime;
--> statement-breakpoint
grant usage, select on all sequences in schema rt to lux_runtime, lux_app;
--> statement-breakpoint
grant select, insert, update (due_at, payload, id, type, cause, trace, sent_at) on rt.messages to lux_app;
--> statement-breakpoint
grant select, insert, update, delete on rt.rate_windows to lux_app;
--> statement-breakpoint
alter table rt.messages enable row level security;
--> statement-breakpoint
alter table rt.messages force row level security;
--> statement-breakpoint
create policy runtime_all on rt.messages to lux_runtime using (true) with check (true);
--> statement-breakpoint
create policy own_mail on rt.messages to lux_app
  using (tenant = (select public.current_tenant()))
  with check (tenant = (select public.current_tenant()));
--> statement-breakpoint
-- Public court data, but not whether somebody else asked for it: a firm sees the checks of the
-- numbers that it watches, from the moment it watched them.
grant select on court.courts, court.requests, court.checks to lux_app;
--> statement-breakpoint
grant select (alias, number, beat, next_check_at, next_full_at, interval_seconds, urgent_since, last_checked_at,
  last_changed_at, last_result, indexed_at, closed) on court.cases to lux_app;
--> statement-breakpoint
alter table court.checks enable row level security;
--> statement-breakpoint
create policy runtime_all on court.checks to lux_runtime using (true) with check (true);
--> statement-breakpoint
create policy watched on court.checks for select to lux_app using (
  exists (select 1 from public.processes p where p.number = checks.number and p.created_at <= checks.checked_at));
--> statement-breakpoint
alter table court.cases enable row level security;
--> statement-breakpoint
create policy runtime_all on court.cases to lux_runtime using (true) with check (true);
--> statement-breakpoint
create policy watched on court.cases for select to lux_app using (
  exists (select 1 from public.processes p where p.number = cases.number));
--> statement-breakpoint
create schema auth;
--> statement-breakpoint
grant usage on schema auth to lux_app, lux_runtime, lux_auth;
--> statement-breakpoint
grant create on schema auth to lux_auth;
--> statement-breakpoint
grant usage on schema public to lux_auth;
--> statement-breakpoint
grant select on public.users, public.sessions, public.api_keys, public.tenants, public.events to lux_auth;
--> statement-breakpoint
create policy before_tenant_is_known on public.users for select to lux_auth using (true);
--> statement-breakpoint
create policy before_tenant_is_known on public.sessions for select to lux_auth using (true);
--> statement-breakpoint
create policy before_tenant_is_known on public.api_keys for select to lux_auth using (true);
--> statement-breakpoint
create policy before_tenant_is_known on public.tenants for select to lux_auth using (true);
--> statement-breakpoint
create policy relay on public.events for select to lux_auth using (true);
--> statement-breakpoint
create function auth.user_by_email(p_email text)
returns table (tenant_id text, id text, password_hash text, role text, disabled_at timestamptz)
language sql stable security definer set search_path = public, pg_temp
as $$ select u.tenant_id, u.id, u.password_hash, u.role, u.disabled_at from public.users u where lower(u.email) = lower(p_email) $$;
--> statement-breakpoint
create function auth.session_by_refresh(p_hash text)
returns table (tenant_id text, id text, user_id text, family_id text, expires_at timestamptz, spent_at timestamptz, revoked_at timestamptz)
language sql stable security definer set search_path = public, pg_temp
as $$ select s.tenant_id, s.id, s.user_id, s.family_id, s.expires_at, s.spent_at, s.revoked_at from public.sessions s where s.refresh_hash = p_hash $$;
--> statement-breakpoint
create function auth.api_key_by_hash(p_hash text)
returns table (tenant_id text, id text, scopes text[], expires_at timestamptz, revoked_at timestamptz)
language sql stable security definer set search_path = public, pg_temp
as $$ select k.tenant_id, k.id, k.scopes, k.expires_at, k.revoked_at from public.api_keys k where k.secret_hash = p_hash $$;
--> statement-breakpoint
-- Weights of DataJud shares and the list of firms for a rebuild: names stay behind.
create function auth.tenant_plans() returns table (tenant_id text, plan text)
language sql stable security definer set search_path = public, pg_temp
as $$ select t.tenant_id, t.plan from public.tenants t $$;
--> statement-breakpoint
-- The feed of all firms in commit order, for the relay to the EVENTS stream. Rows of transactions that are
-- still open are left for the next call: a reader that passed them would never see them.
create function auth.events_after(p_xid xid8, p_position bigint, p_limit int)
returns setof public.events
language sql stable security definer set search_path = public, pg_temp
as $$
  select * from public.events e
  where (e.xid, e.position) > (p_xid, p_position) and e.xid < pg_snapshot_xmin(pg_current_snapshot())
  order by e.xid, e.position limit p_limit
$$;
--> statement-breakpoint
revoke execute on all functions in schema auth from public;
--> statement-breakpoint
grant execute on function auth.user_by_email(text), auth.session_by_refresh(text), auth.api_key_by_hash(text) to lux_app;
--> statement-breakpoint
grant execute on function auth.tenant_plans(), auth.events_after(xid8, bigint, int) to lux_runtime;
--> statement-breakpoint
alter function auth.user_by_email(text) owner to lux_auth;
--> statement-breakpoint
alter function auth.session_by_refresh(text) owner to lux_auth;
--> statement-breakpoint
alter function auth.api_key_by_hash(text) owner to lux_auth;
--> statement-breakpoint
alter function auth.tenant_plans() owner to lux_auth;
--> statement-breakpoint
alter function auth.events_after(xid8, bigint, int) owner to lux_auth;
