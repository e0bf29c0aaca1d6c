import type { Pool } from '../../db/pool.ts';

/**
 * Which partitions this worker owns.
 *
 *   free ──acquire (epoch + 1)──▶ held ──renew every second──▶ held
 *    ▲                             │ │
 *    │           release (drained) │ │ not renewed for TTL, or taken by somebody else
 *    └─────────────────────────────┘ └──▶ lost: its turns are dropped, its commits are fenced by the epoch
 *
 * A lease is only a promise not to work on the same thing twice. What makes it safe is the epoch, compared inside
 * every commit under a row lock that a take-over has to wait for.
 */
export interface LeaseKeeper {
  /** Partition -> epoch of what this worker holds now. */
  readonly held: ReadonlyMap<number, number>;
  /** One beat: heartbeat, renew, take what is free up to the fair share. Throws when Postgres is away. */
  beat(): Promise<void>;
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
  /** More than the fair share: drain it, then call `release`. */
  onSurplus: (partitions: number[]) => void;
  monotonic: () => number;
}

export function createLeaseKeeper(options: LeaseOptions): LeaseKeeper {
  const { pool, kind, owner, partitions, ttlMs } = options;
  const held = new Map<number, number>();
  let renewedAt = options.monotonic();
  let wanted = true;

  function lose(partition: number): void {
    if (held.delete(partition)) options.onLost(partition);
  }

  async function renew(): Promise<void> {
    const sentAt = options.monotonic();
    const { rows } = await pool.query({ name: 'rt-lease-renew', text: RENEW, values: [kind, owner, ttlMs] });
    renewedAt = sentAt;
    const still = new Map<number, number>(rows.map((r) => [r.partition, r.epoch]));
    for (const [partition, epoch] of held) if (still.get(partition) !== epoch) lose(partition);
  }

  async function share(): Promise<number> {
    const { rows } = await pool.query({
      name: 'rt-lease-share',
      text: WORKERS,
      values: [kind, owner, ttlMs, wanted],
    });
    return wanted ? Math.ceil(partitions / Math.max(1, rows[0].workers)) : 0;
  }

  return {
    held,
    setWanted(value) {
      wanted = value;
    },
    async beat() {
      try {
        await renew();
        const fair = await share();
        if (held.size > fair) options.onSurplus([...held.keys()].slice(fair));
        if (held.size < fair) {
          const { rows } = await pool.query({
            name: 'rt-lease-acquire',
            text: ACQUIRE,
            values: [kind, owner, ttlMs, fair - held.size],
          });
          for (const { partition, epoch } of rows) {
            held.set(partition, epoch);
            options.onAcquired(partition, epoch);
          }
        }
      } catch (error) {
        // Unable to renew: past the TTL others may own them, so work on them would only be fenced.
        if (options.monotonic() - renewedAt > ttlMs)
          for (const partition of [...held.keys()]) lose(partition);
        throw error;
      }
    },
    async release(given) {
      for (const partition of given) held.delete(partition);
      await pool.query({ name: 'rt-lease-release', text: RELEASE, values: [kind, owner, given] });
    },
    async leave() {
      await pool.query({
        name: 'rt-lease-leave',
        text: 'delete from rt.workers where kind = $1 and owner = $2',
        values: [kind, owner],
      });
    },
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
