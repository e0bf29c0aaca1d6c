-- When the sessions that are there began: their first tokens may be swept while they are in use.
alter table public.sessions no force row level security;
--> statement-breakpoint
update public.sessions s set started_at = f.at
from (select tenant_id, family_id, min(created_at) as at from public.sessions group by 1, 2) as f
where s.tenant_id = f.tenant_id and s.family_id = f.family_id and s.spent_at is null;
--> statement-breakpoint
alter table public.sessions force row level security;
--> statement-breakpoint
-- Lines of imports that ended 90 days ago go before their jobs, in pieces of their own: one import may have very many.
create function auth.expire_import_lines(p_limit int) returns bigint
language sql security definer set search_path = public, pg_temp as $$
  with old as materialized (
    select l.tenant_id, l.job_id, l.line from public.jobs j
    join public.import_lines l on l.tenant_id = j.tenant_id and l.job_id = j.id
    where j.finished_at < now() - interval '90 days' limit p_limit
  ), gone as (
    delete from public.import_lines l using old
    where l.tenant_id = old.tenant_id and l.job_id = old.job_id and l.line = old.line returning 1
  )
  select count(*) from gone
$$;
--> statement-breakpoint
-- An import with lines left stays for them.
set local role lux_auth;
--> statement-breakpoint
create or replace function auth.expire_jobs(p_limit int) returns bigint
language sql security definer set search_path = public, pg_temp as $$
  with old as materialized (
    select j.tenant_id, j.id from public.jobs j
    where j.finished_at < now() - interval '90 days'
      and not exists (select from public.import_lines l where l.tenant_id = j.tenant_id and l.job_id = j.id)
    order by j.finished_at limit p_limit
  ), gone as (
    delete from public.jobs j using old where j.tenant_id = old.tenant_id and j.id = old.id returning 1
  )
  select count(*) from gone
$$;
--> statement-breakpoint
reset role;
--> statement-breakpoint
revoke execute on function auth.expire_import_lines(int) from public;
--> statement-breakpoint
grant execute on function auth.expire_import_lines(int) to lux_runtime;
--> statement-breakpoint
alter function auth.expire_import_lines(int) owner to lux_auth;
