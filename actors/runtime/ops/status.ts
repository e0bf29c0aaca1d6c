import type { Pool } from '../../../db/pool.ts';

export interface KindStatus {
  kind: string;
  paused: { since: string; reason: string | null } | null;
  /** Messages that wait or are being handled. */
  waiting: number;
  /** Seconds that the oldest of them has waited. */
  oldestSeconds: number;
  /** Reminders that sleep. */
  reminders: number;
  deadLetters: number;
  workers: { owner: string; partitions: number[]; seenSecondsAgo: number }[];
  /** Partitions that nobody owns now. */
  orphans: number[];
}

/** What an operator wants to know first about a kind, from Postgres. */
export async function readStatus(pool: Pool, kind: string): Promise<KindStatus> {
  const { rows } = await pool.query(STATUS, [kind]);
  return { kind, ...rows[0] } as KindStatus;
}

const STATUS = `
  with mail as (
    select count(*) filter (where due_at is null) as waiting, count(*) filter (where due_at is not null) as reminders,
      min(sent_at) filter (where due_at is null) as oldest
    from rt.messages where kind = $1
  ), owners as (
    select w.owner, extract(epoch from now() - w.seen_at)::int as seen, coalesce(array_agg(l.partition order by l.partition)
      filter (where l.partition is not null), '{}') as partitions
    from rt.workers w left join rt.leases l on l.kind = w.kind and l.owner = w.owner and l.expires_at > now()
    where w.kind = $1 group by w.owner, w.seen_at
  )
  select
    (select case when paused_at is null then null else json_build_object('since', paused_at, 'reason', pause_reason) end
     from rt.kinds where kind = $1) as paused,
    mail.waiting, mail.reminders,
    coalesce(greatest(0, extract(epoch from now() - mail.oldest)), 0)::float8 as "oldestSeconds",
    (select count(*) from rt.dead_letters where kind = $1) as "deadLetters",
    (select coalesce(json_agg(json_build_object('owner', owner, 'partitions', partitions, 'seenSecondsAgo', seen) order by owner), '[]')
     from owners) as workers,
    (select coalesce(json_agg(partition order by partition), '[]') from rt.leases
     where kind = $1 and (owner is null or expires_at <= now())) as orphans
  from mail`;
