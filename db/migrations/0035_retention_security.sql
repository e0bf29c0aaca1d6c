-- Endpoints with something to clear, after a place in their order: deliveries that ended so many days ago and still have their body, such
-- as wait for a paused or disabled endpoint since then, and the log of one that was deleted. Ids alone; the lane of each does it.
grant select on public.webhook_endpoints, public.webhook_deliveries to lux_auth;
--> statement-breakpoint
create policy cleared on public.webhook_endpoints for select to lux_auth using (true);
--> statement-breakpoint
create policy cleared on public.webhook_deliveries for select to lux_auth using (true);
--> statement-breakpoint
create function auth.webhooks_to_clear(p_days int, p_tenant text, p_id text, p_limit int)
returns table (tenant_id text, id text)
language sql stable security definer set search_path = public, pg_temp
as $$
  with old as materialized (select now() - make_interval(days => p_days) as before)
  select w.tenant_id, w.id
  from public.webhook_endpoints w cross join old
  where (w.tenant_id, w.id) > (p_tenant, p_id) and case
    when w.deleted_at is not null then w.deleted_at < old.before and exists (
      select from public.webhook_deliveries d where d.tenant_id = w.tenant_id and d.endpoint_id = w.id)
    else exists (
        select from public.webhook_deliveries d where d.tenant_id = w.tenant_id and d.endpoint_id = w.id
          and d.state <> 'pending' and d.body is not null and d.finished_at < old.before)
      or w.status <> 'active' and exists (
        select from public.webhook_deliveries d where d.tenant_id = w.tenant_id and d.endpoint_id = w.id
          and d.state = 'pending' and d.next_attempt_at < old.before)
    end
  order by w.tenant_id, w.id limit p_limit
$$;
--> statement-breakpoint
-- Refresh tokens that ended a month ago: until then spending one again still ends its family.
grant delete on public.sessions to lux_auth;
--> statement-breakpoint
create policy expired on public.sessions for delete to lux_auth using (expires_at < now() - interval '30 days');
--> statement-breakpoint
create function auth.expire_sessions(p_limit int) returns bigint
language sql security definer set search_path = public, pg_temp as $$
  with old as (
    select ctid as row from public.sessions where expires_at < now() - interval '30 days' order by expires_at limit p_limit
  ), gone as (
    delete from public.sessions s using old where s.ctid = old.row returning 1
  )
  select count(*) from gone
$$;
--> statement-breakpoint
-- Jobs that ended 90 days ago, with the lines of an import. What a job made is kept elsewhere.
grant select, delete on public.jobs, public.import_lines to lux_auth;
--> statement-breakpoint
create policy expired on public.jobs to lux_auth using (finished_at < now() - interval '90 days');
--> statement-breakpoint
create policy expired on public.import_lines to lux_auth using (exists (
  select from public.jobs j where j.tenant_id = import_lines.tenant_id and j.id = import_lines.job_id));
--> statement-breakpoint
create function auth.expire_jobs(p_limit int) returns bigint
language sql security definer set search_path = public, pg_temp as $$
  with old as materialized (
    select tenant_id, id from public.jobs where finished_at < now() - interval '90 days' order by finished_at limit p_limit
  ), lines as (
    delete from public.import_lines l using old where l.tenant_id = old.tenant_id and l.job_id = old.id
  ), gone as (
    delete from public.jobs j using old where j.tenant_id = old.tenant_id and j.id = old.id returning 1
  )
  select count(*) from gone
$$;
--> statement-breakpoint
revoke execute on function auth.webhooks_to_clear(int, text, text, int), auth.expire_sessions(int), auth.expire_jobs(int) from public;
--> statement-breakpoint
grant execute on function auth.webhooks_to_clear(int, text, text, int), auth.expire_sessions(int), auth.expire_jobs(int) to lux_runtime;
--> statement-breakpoint
alter function auth.webhooks_to_clear(int, text, text, int) owner to lux_auth;
--> statement-breakpoint
alter function auth.expire_sessions(int) owner to lux_auth;
--> statement-breakpoint
alter function auth.expire_jobs(int) owner to lux_auth;
