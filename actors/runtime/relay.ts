import type { Logger } from 'pino';
import { Counter, Gauge, type Registry } from 'prom-client';
import { readAllFirms } from '../../db/events/all-firms.ts';
import type { FeedPlace } from '../../db/events/feed.ts';
import type { Pool } from '../../db/pool.ts';
import type { EventEnvelope } from '../contracts/events.ts';
import { createLeaseKeeper } from './lease.ts';
import { type Repeater, repeat } from './repeat.ts';

/** Puts events onto the EVENTS stream; resolves when the broker has stored them all. Made by runtime/nats. */
export type PublishEvents = (events: readonly EventEnvelope[]) => Promise<void>;

export interface RelayOptions {
  pool: Pool;
  publish: PublishEvents;
  /** Unique per process life. */
  owner: string;
  log: Logger;
  registry: Registry;
  leaseTtlMs?: number;
  /** Runs beside the relay, in the one process that holds its lease: sweeps. */
  chores?: { name: string; everyMs: number; run: () => Promise<void> }[];
}

export interface Relay {
  readonly active: boolean;
  stop(): Promise<void>;
}

const KIND = 'event-relay';
const BATCH = 500;
const POLL_MS = 100;
const BEAT_MS = 1_000;
const DEFAULT_TTL_MS = 6_000;

/**
 * Copies the event store to the EVENTS stream, in commit order, by one process at a time.
 *
 * The cursor (rt.relays) moves after the broker has stored a batch, by compare-and-set. So an event may be published
 * twice (its id is the Nats-Msg-Id, which the broker drops within two minutes), but never left out, whatever ends when.
 */
export function startRelay(options: RelayOptions): Relay {
  const { pool, log } = options;
  const registers = [options.registry];
  const relayed = new Counter({
    name: 'lux_events_relayed_total',
    help: 'Events put onto EVENTS',
    registers,
  });
  const lag = new Gauge({
    name: 'lux_events_relay_lag_seconds',
    help: 'Age of the last relayed event when it was relayed; 0 when there is nothing to relay',
    registers,
  });
  let started = false;
  const failed = (task: string, error: unknown) =>
    log.warn({ task, err: error }, 'the event relay could not do its work; trying again');

  const lease = createLeaseKeeper({
    pool,
    kind: KIND,
    owner: options.owner,
    partitions: 1,
    ttlMs: options.leaseTtlMs ?? DEFAULT_TTL_MS,
    monotonic: () => performance.now(),
    onAcquired(_, epoch) {
      log.info({ epoch }, 'relaying events');
      // Who lives for less than an hour does what is done each hour all the same.
      for (const chore of chores) chore.now();
    },
    onLost: () => log.warn('another process relays events now'),
    onSurplus() {},
  });

  const beat = repeat(BEAT_MS, 'lease', failed, async () => {
    if (!started) await register(pool);
    started = true;
    await lease.beat();
  });
  const relay = repeat(POLL_MS, 'relay', failed, async () => {
    if (lease.held.size === 0) return;
    const from = await readCursor(pool);
    const batch = await readAllFirms(pool, from, BATCH);
    const last = batch.at(-1);
    if (!last) return lag.set(0);
    await options.publish(batch.map(({ event }) => event));
    await moveCursor(pool, from, last.place);
    relayed.inc(batch.length);
    lag.set(Math.max(0, (Date.now() - Date.parse(last.event.recordedAt)) / 1_000));
    relay.now();
  });
  const chores = (options.chores ?? []).map(({ name, everyMs, run }) =>
    repeat(everyMs, name, failed, async () => {
      if (lease.held.size > 0) await run();
    }),
  );
  const watchdog = setInterval(lease.expire, BEAT_MS / 4);
  const tasks: Repeater[] = [beat, relay, ...chores];

  return {
    get active() {
      return lease.held.size > 0;
    },
    async stop() {
      for (const task of tasks) task.stop();
      clearInterval(watchdog);
      lease.setWanted(false);
      const orderly = async () => {
        await Promise.all(tasks.map((task) => task.settled()));
        await lease.release(lease.leaveAll());
        await lease.leave();
      };
      await Promise.race([
        orderly().catch((error) => failed('stop', error)),
        new Promise((resolve) => setTimeout(resolve, 1_500)),
      ]);
    },
  };
}

async function register(pool: Pool): Promise<void> {
  await pool.query('insert into rt.leases (kind, partition) values ($1, 0) on conflict do nothing', [KIND]);
  await pool.query('insert into rt.relays (name) values ($1) on conflict do nothing', [KIND]);
}

async function readCursor(pool: Pool): Promise<FeedPlace> {
  const { rows } = await pool.query('select xid, position from rt.relays where name = $1', [KIND]);
  return rows[0] as FeedPlace;
}

async function moveCursor(pool: Pool, from: FeedPlace, to: FeedPlace): Promise<void> {
  const { rowCount } = await pool.query(
    `update rt.relays set xid = $4, position = $5, updated_at = now() where name = $1 and xid = $2 and position = $3`,
    [KIND, from.xid, from.position, to.xid, to.position],
  );
  if (rowCount === 0) throw new Error('another relay has moved the cursor');
}
