-- The first messages of some actors, in order, and the stored states that are asked for, as JSON texts (one value
-- each: parsing rows would cost the driver several times the query).
-- p_actors: [{p: partition, t: tenant, k: key, n: how many, s: state wanted}]. What is left of a delay is told in
-- milliseconds, so that the clocks of workers do not matter.
-- The settings keep the mailbox index in use while the table's statistics lag behind a queue's ups and downs.
drop function rt.refill(text, json, int);
--> statement-breakpoint
create function rt.refill(p_kind text, p_actors json, out mail text, out states text)
language sql stable set enable_seqscan = off set enable_bitmapscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
  with actor as materialized (select * from json_to_recordset(p_actors) as a(p smallint, t text, k text, n int, s boolean))
  select
    (select coalesce(json_agg(json_build_array(m.position, m.id, m.tenant, m.key, m.type, m.payload, m.attempts,
        extract(epoch from m.retry_at - now()) * 1000, m.job_id, m.trace, extract(epoch from m.sent_at) * 1000)), '[]')::text
     from actor cross join lateral (
       select * from rt.messages x
       where x.kind = p_kind and x.partition = actor.p and x.tenant = actor.t and x.key = actor.k and x.due_at is null
       order by x.position limit actor.n) as m),
    (select coalesce(json_agg(json_build_array(s.tenant, s.key, s.version, s.state)), '[]')::text
     from actor join rt.actor_states s on s.kind = p_kind and s.tenant = actor.t and s.key = actor.k
     where actor.s)
$$;
--> statement-breakpoint
-- Moves dead letters back into their mailboxes, to the places they had, as if never tried. Refused ones were never
-- messages and stay. Of one tenant, of some ids, or all of a kind.
create function rt.redrive(p_kind text, p_tenant text, p_ids text[], p_limit int)
returns table (id text, tenant text, key text) language sql as $$
  with chosen as (
    select d.id from rt.dead_letters d
    where d.kind = p_kind and d.reason <> 'refused' and (p_tenant is null or d.tenant = p_tenant)
      and (p_ids is null or d.id = any(p_ids))
    order by d.position limit p_limit for update skip locked
  ), taken as (
    delete from rt.dead_letters d using chosen c where d.id = c.id returning d.*
  )
  insert into rt.messages (position, id, kind, partition, tenant, key, type, payload, job_id, cause, trace, sent_at)
  select coalesce(t.position, nextval(pg_get_serial_sequence('rt.messages', 'position'))), t.id, t.kind, t.partition, t.tenant,
    t.key, t.type, t.payload, t.job_id, t.cause, t.trace, coalesce(t.sent_at, now())
  from taken t order by t.position
  returning id, tenant, key
$$;
--> statement-breakpoint
grant execute on function rt.refill(text, json), rt.redrive(text, text, text[], int) to lux_runtime;
--> statement-breakpoint
-- Saved answers are of all firms; the sweep may remove the expired ones and nothing else.
grant select, delete on public.idempotency_keys to lux_auth;
--> statement-breakpoint
create policy expired on public.idempotency_keys to lux_auth using (created_at < now() - interval '24 hours');
--> statement-breakpoint
create function auth.expire_idempotency_keys(p_limit int) returns bigint
language sql security definer set search_path = public, pg_temp as $$
  with old as (
    select ctid as row from public.idempotency_keys where created_at < now() - interval '24 hours' order by created_at limit p_limit
  ), gone as (
    delete from public.idempotency_keys k using old where k.ctid = old.row returning 1
  )
  select count(*) from gone
$$;
--> statement-breakpoint
revoke execute on function auth.expire_idempotency_keys(int) from public;
--> statement-breakpoint
grant execute on function auth.expire_idempotency_keys(int) to lux_runtime;
--> statement-breakpoint
alter function auth.expire_idempotency_keys(int) owner to lux_auth;
