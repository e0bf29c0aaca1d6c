import type { Pool } from '../../db/pool.ts';

/**
 * Which partitions this worker owns.
 *
 *   free ──acquire (epoch + 1)──▶ held ──renew every second──▶ held ──surplus──▶ leaving ──drained, release──▶ free
 *    ▲                             │                                                │
 *    │                             │ not renewed for TTL, or taken by somebody else │
 *    └── after TTL ────────────────┴──▶ lost: its turns are dropped, its commits are fenced by the epoch
 *
 * A lease is only a promise not to work on the same thing twice. What makes it safe is the epoch, compared inside
 * every commit under a row lock that a take-over has to wait for. The statements of one worker run one after the
 * other; an answer that was lost (acquired? released?) is settled by the next renewal, which tells what is ours.
 */
export interface LeaseKeeper {
  /** Partition -> epoch of what this worker holds now. */
  readonly held: ReadonlyMap<number, number>;
  /** One beat: heartbeat, renew, take what is free up to the fair share. Throws when Postgres is away. */
  beat(): Promise<void>;
  /** Loses everything that could not be renewed for the TTL. By the local clock: needs no answer from anybody. */
  expire(): void;
  /** Marks as leaving what is held and not leaving yet; answers it, to be drained and released. */
  leaveAll(): number[];
  /** Gives partitions back, whose work has been drained. */
  release(partitions: readonly number[]): Promise<void>;
  /** Leaves the group of workers, so that the others' share grows at once. */
  leave(): Promise<void>;
  /** Take no more and let everything go (`drain`), or take part again. */
  setWanted(wanted: boolean): void;
}

export interface LeaseOptions {
  pool: Pool;
  kind: string;
  owner: string;
  partitions: number;
  /** A worker that does not renew for so long has lost its partitions. */
  ttlMs: number;
  onAcquired: (partition: number, epoch: number) => void;
  /** Taken by somebody else or expired: drop everything of it. */
  onLost: (partition: number) => void;
  /** More than the fair share: drain it, then call `release`. Told once. */
  onSurplus: (partitions: number[]) => void;
  monotonic: () => number;
}

export function createLeaseKeeper(options: LeaseOptions): LeaseKeeper {
  const { pool, kind, owner, partitions, ttlMs } = options;
  const held = new Map<number, number>();
  const leaving = new Set<number>();
  let renewedAt = options.monotonic();
  let wanted = true;
  let last: Promise<unknown> = Promise.resolve();

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = last.then(work, work);
    last = result.catch(() => {});
    return result;
  }

  async function query(name: string, text: string, values: unknown[]) {
    const { rows } = await pool.query({ name, text, values, query_timeout: ttlMs / 2 } as { text: string });
    return rows;
  }

  function lose(partition: number): void {
    leaving.delete(partition);
    if (held.delete(partition)) options.onLost(partition);
  }

  function gain(partition: number, epoch: number): void {
    held.set(partition, epoch);
    options.onAcquired(partition, epoch);
  }

  async function renew(): Promise<void> {
    const sentAt = options.monotonic();
    const rows = await query('rt-lease-renew', RENEW, [kind, owner, ttlMs]);
    renewedAt = sentAt;
    const ours = new Map<number, number>(rows.map((r) => [r.partition, r.epoch]));
    for (const [partition, epoch] of held) if (ours.get(partition) !== epoch) lose(partition);
    for (const [partition, epoch] of ours) if (!held.has(partition)) gain(partition, epoch);
  }

  async function share(): Promise<number> {
    const rows = await query('rt-lease-share', WORKERS, [kind, owner, ttlMs, wanted]);
    return wanted ? Math.ceil(partitions / Math.max(1, rows[0].workers)) : 0;
  }

  function markLeaving(beyond: number): number[] {
    const staying = [...held.keys()].filter((p) => !leaving.has(p));
    const surplus = staying.slice(beyond);
    for (const partition of surplus) leaving.add(partition);
    return surplus;
  }

  return {
    held,
    setWanted(value) {
      wanted = value;
    },
    beat: () =>
      inTurn(async () => {
        await renew();
        const fair = await share();
        const surplus = markLeaving(fair);
        if (surplus.length > 0) options.onSurplus(surplus);
        const staying = held.size - leaving.size;
        if (staying >= fair || !wanted) return;
        const sentAt = options.monotonic();
        const rows = await query('rt-lease-acquire', ACQUIRE, [kind, owner, ttlMs, fair - staying]);
        // On a slow road most of the time since the renewal is gone; with nothing older in hand it counts from here.
        if (held.size === 0) renewedAt = sentAt;
        for (const { partition, epoch } of rows) gain(partition, epoch);
      }),
    expire() {
      if (options.monotonic() - renewedAt <= ttlMs) return;
      for (const partition of [...held.keys()]) lose(partition);
    },
    leaveAll: () => markLeaving(0),
    release: (given) =>
      inTurn(async () => {
        for (const partition of given) {
          held.delete(partition);
          leaving.delete(partition);
        }
        await query('rt-lease-release', RELEASE, [kind, owner, given]);
      }),
    leave: () => inTurn(() => query('rt-lease-leave', LEAVE, [kind, owner])).then(() => {}),
  };
}

// Renewing changes no key column, so it never waits for the key-share locks of the commits in progress.
const RENEW = `
  update rt.leases set expires_at = now() + $3 * interval '1 millisecond'
  where kind = $1 and owner = $2 and expires_at > now()
  returning partition, epoch`;

const WORKERS = `
  with me as (
    insert into rt.workers (kind, owner, seen_at) select $1, $2, now() where $4
    on conflict (kind, owner) do update set seen_at = now()
  ), gone as (
    delete from rt.workers where kind = $1 and (seen_at < now() - $3 * interval '1 millisecond' * 10 or (owner = $2 and not $4))
  )
  select (select count(*) from rt.workers where kind = $1 and owner <> $2 and seen_at > now() - $3 * interval '1 millisecond')::int
    + (case when $4 then 1 else 0 end) as workers`;

// FOR UPDATE conflicts with the key-share lock of a commit in progress: the epoch never rises under one.
const ACQUIRE = `
  with free as (
    select kind, partition from rt.leases
    where kind = $1 and (owner is null or expires_at <= now())
    order by random() limit $4 for update skip locked
  )
  update rt.leases l set owner = $2, epoch = l.epoch + 1, expires_at = now() + $3 * interval '1 millisecond'
  from free where l.kind = free.kind and l.partition = free.partition
  returning l.partition, l.epoch`;

const RELEASE = `
  update rt.leases set owner = null, expires_at = null where kind = $1 and owner = $2 and partition = any($3)`;

const LEAVE = 'delete from rt.workers where kind = $1 and owner = $2';
