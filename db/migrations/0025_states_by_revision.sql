-- A state is stored only over the one that was read. The rows of its messages are no fence for that: a commit that was given up for lost
-- and comes late removes messages that the mailbox, read anew meanwhile, has let go by its next look, while its state is still the old one.
create or replace function rt.commit_turns(
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
    -- One that was only read: what the turn has decided rests on it.
    select count(*) into held
    from json_to_recordset(p_states) as s(tenant text, key text, revision bigint, w boolean)
    left join rt.actor_states a on a.kind = p_kind and a.tenant = s.tenant and a.key = s.key
    where s.w = false and coalesce(a.revision, 0) <> s.revision;
    if held > 0 then
      raise exception '% states have changed since they were read', held using errcode = 'LX002';
    end if;
    -- -1: from a worker of the version before, which does not say what it has read.
    with changed as materialized (
      select tenant, key, version, state, coalesce(revision + 1, -1) as revision
      from json_to_recordset(p_states) as s(tenant text, key text, version int, state json, revision bigint, w boolean)
      where w is distinct from false
    ), stored as (
      insert into rt.actor_states (kind, tenant, key, version, state, revision)
      select p_kind, tenant, key, version, state, revision from changed
      on conflict (kind, tenant, key) do update
      set version = excluded.version, state = excluded.state, updated_at = now(),
        revision = case when excluded.revision = -1 then actor_states.revision + 1 else excluded.revision end
      where excluded.revision = -1 or actor_states.revision = excluded.revision - 1
      returning 1
    )
    select (select count(*) from stored), (select count(*) from changed) into gone, expected;
    if gone <> expected then
      raise exception '% of % states have changed since they were read', expected - gone, expected using errcode = 'LX002';
    end if;
  end if;

  if p_sent is not null then
    perform rt.send(p_sent);
  end if;
end $$;
--> statement-breakpoint
-- With the revision of each state.
create or replace function rt.refill(p_kind text, p_actors json, out mail text, out states text)
language sql stable set enable_seqscan = off set enable_bitmapscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
  with actor as materialized (select * from json_to_recordset(p_actors) as a(p smallint, t text, k text, n int, s boolean))
  select
    (select coalesce(json_agg(json_build_array(m.position, m.id, m.tenant, m.key, m.type, m.payload, m.attempts,
        extract(epoch from m.retry_at - now()) * 1000, m.job_id, m.trace, extract(epoch from m.sent_at) * 1000)), '[]')::text
     from actor cross join lateral (
       select * from rt.messages x
       where x.kind = p_kind and x.partition = actor.p and x.tenant = actor.t and x.key = actor.k and x.due_at is null
       order by x.position limit actor.n) as m),
    (select coalesce(json_agg(json_build_array(s.tenant, s.key, s.version, s.state, s.revision)), '[]')::text
     from actor join rt.actor_states s on s.kind = p_kind and s.tenant = actor.t and s.key = actor.k
     where actor.s)
$$;
