-- A queue table lives by quick vacuuming.
alter table rt.messages set (
  autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000,
  autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 100000,
  autovacuum_vacuum_cost_delay = 0, autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 50000);
--> statement-breakpoint
alter table rt.actor_states set (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);
--> statement-breakpoint
-- Puts messages into their mailboxes. Rows: {id, kind, partition, tenant, key, type, payload, due, reminder, job, cause, trace}.
-- A reminder (due set) replaces the sleeping one of the same name.
create function rt.send(p_messages json) returns void language sql as $$
  insert into rt.messages (id, kind, partition, tenant, key, type, payload, due_at, reminder, job_id, cause, trace)
  select id, kind, partition, tenant, coalesce(key, ''), type, payload,
    case when due is null then null else to_timestamp(due / 1000.0) end, reminder, job, cause, trace
  from json_to_recordset(p_messages) as m(id text, kind text, partition smallint, tenant text, key text, type text,
    payload json, due double precision, reminder text, job text, cause text, trace text)
  on conflict (kind, tenant, key, reminder) where due_at is not null and reminder is not null
  do update set due_at = excluded.due_at, payload = excluded.payload, id = excluded.id, type = excluded.type,
    cause = excluded.cause, trace = excluded.trace, sent_at = now()
$$;
--> statement-breakpoint
-- The first messages of some actors, in order, and the stored states that are asked for, as JSON texts (one value
-- each: parsing rows would cost the driver several times the query). p_actors: [{p: partition, t: tenant, k: key, s: state wanted}].
-- The settings keep the mailbox index in use while the table's statistics lag behind a queue's ups and downs.
create function rt.refill(p_kind text, p_actors json, p_window int, out mail text, out states text)
language sql stable set enable_seqscan = off set enable_bitmapscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
  with actor as materialized (select * from json_to_recordset(p_actors) as a(p smallint, t text, k text, s boolean))
  select
    (select coalesce(json_agg(json_build_array(m.position, m.id, m.tenant, m.key, m.type, m.payload, m.attempts,
        extract(epoch from m.retry_at) * 1000, m.job_id, m.trace, extract(epoch from m.sent_at) * 1000)), '[]')::text
     from actor cross join lateral (
       select * from rt.messages x
       where x.kind = p_kind and x.partition = actor.p and x.tenant = actor.t and x.key = actor.k and x.due_at is null
       order by x.position limit p_window) as m),
    (select coalesce(json_agg(json_build_array(s.tenant, s.key, s.version, s.state)), '[]')::text
     from actor join rt.actor_states s on s.kind = p_kind and s.tenant = actor.t and s.key = actor.k
     where actor.s)
$$;
--> statement-breakpoint
-- One commit of many actors' turns. A message is named by {p, t, k, x}: partition, tenant, key, position(s). Rows are
-- found by `lateral (… limit 1)`: the planner cannot turn such a join around, whatever it believes of the table. Raises LX001 when a lease has changed hands (the caller is a zombie) and
-- LX002 when a message is no longer there (somebody removed it): either way nothing of the group is kept.
create function rt.commit_turns(
  p_kind text, p_owner text, p_fence json, p_done json, p_states json, p_sent json, p_failed json, p_dead json)
returns void language plpgsql
set enable_seqscan = off set enable_bitmapscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
declare held int; gone int; expected int;
begin
  select count(*) into held from (
    select 1 from json_to_recordset(p_fence) as f(partition smallint, epoch bigint)
    join rt.leases l on l.kind = p_kind and l.partition = f.partition and l.owner = p_owner and l.epoch = f.epoch
    for key share of l) as mine;
  if held <> json_array_length(p_fence) then
    raise exception 'a lease of % is no longer held by %', p_kind, p_owner using errcode = 'LX001';
  end if;

  with handled as materialized (
    select d.p, d.t, d.k, x.value::bigint as position
    from json_to_recordset(p_done) as d(p smallint, t text, k text, x json) cross join lateral json_array_elements_text(d.x) as x
  ), removed as (
    delete from rt.messages where ctid = any (array(
      select l.row from handled h cross join lateral (
        select m.ctid as row from rt.messages m
        where m.kind = p_kind and m.partition = h.p and m.tenant = h.t and m.key = h.k and m.position = h.position and m.due_at is null
        limit 1) as l))
    returning 1
  )
  select (select count(*) from removed), (select count(*) from handled) into gone, expected;

  if p_dead is not null then
    with given_up as (
      delete from rt.messages m using (
        select l.row, d.reason, d.error
        from json_to_recordset(p_dead) as d(p smallint, t text, k text, x bigint, reason text, error text) cross join lateral (
          select w.ctid as row from rt.messages w
          where w.kind = p_kind and w.partition = d.p and w.tenant = d.t and w.key = d.k and w.position = d.x and w.due_at is null
          limit 1) as l) as d
      where m.ctid = d.row
      returning m.*, d.reason, d.error
    )
    insert into rt.dead_letters (id, kind, partition, tenant, key, type, payload, attempts, reason, error, position, job_id, cause, trace, sent_at)
    select id, kind, partition, tenant, key, type, payload, attempts + 1, reason, error, position, job_id, cause, trace, sent_at
    from given_up
    on conflict (id) do update set reason = excluded.reason, error = excluded.error, attempts = excluded.attempts, died_at = now();
    get diagnostics held = row_count;
    gone := gone + held;
    expected := expected + json_array_length(p_dead);
  end if;

  if p_failed is not null then
    update rt.messages m
    set attempts = m.attempts + 1, retry_at = now() + f.delay * interval '1 millisecond', last_error = f.error
    from (
      select l.row, f.delay, f.error
      from json_to_recordset(p_failed) as f(p smallint, t text, k text, x bigint, delay double precision, error text) cross join lateral (
        select w.ctid as row from rt.messages w
        where w.kind = p_kind and w.partition = f.p and w.tenant = f.t and w.key = f.k and w.position = f.x and w.due_at is null
        limit 1) as l) as f
    where m.ctid = f.row;
    get diagnostics held = row_count;
    gone := gone + held;
    expected := expected + json_array_length(p_failed);
  end if;

  if gone <> expected then
    raise exception '% of % messages are no longer there', expected - gone, expected using errcode = 'LX002';
  end if;

  if p_states is not null then
    insert into rt.actor_states (kind, tenant, key, version, state)
    select p_kind, tenant, key, version, state
    from json_to_recordset(p_states) as s(tenant text, key text, version int, state json)
    on conflict (kind, tenant, key) do update
    set version = excluded.version, state = excluded.state, revision = actor_states.revision + 1, updated_at = now();
  end if;

  if p_sent is not null then
    perform rt.send(p_sent);
  end if;
end $$;
--> statement-breakpoint
-- Wakes reminders that are due: they join the end of their mailbox.
create function rt.wake_reminders(p_kind text, p_partitions smallint[], p_limit int)
returns table (tenant text, key text, partition smallint) language sql as $$
  with due as (
    select ctid as row from rt.messages
    where kind = p_kind and partition = any(p_partitions) and due_at <= now()
    order by due_at limit p_limit for update skip locked
  ), renumbered as (
    select row, nextval(pg_get_serial_sequence('rt.messages', 'position')) as awake from due
  )
  update rt.messages m set due_at = null, reminder = null, position = r.awake
  from renumbered r where m.ctid = r.row
  returning m.tenant, m.key, m.partition
$$;
--> statement-breakpoint
-- The actors of a partition that have mail, after a given one: hops from actor to actor on the index,
-- however long each mailbox is.
create function rt.actors_with_mail(p_kind text, p_partition smallint, p_tenant text, p_key text, p_limit int)
returns table (tenant text, key text) language sql stable
set enable_seqscan = off set enable_bitmapscan = off as $$
  with recursive hop as (
    (select m.tenant, m.key from rt.messages m
     where m.kind = p_kind and m.partition = p_partition and m.due_at is null and (m.tenant, m.key) > (p_tenant, p_key)
     order by m.tenant, m.key limit 1)
    union all
    select n.tenant, n.key from hop h cross join lateral (
      select m.tenant, m.key from rt.messages m
      where m.kind = p_kind and m.partition = p_partition and m.due_at is null and (m.tenant, m.key) > (h.tenant, h.key)
      order by m.tenant, m.key limit 1) n
  )
  select tenant, key from hop limit p_limit
$$;
--> statement-breakpoint
grant execute on all functions in schema rt to lux_runtime;
--> statement-breakpoint
grant execute on function rt.send(json) to lux_app;
