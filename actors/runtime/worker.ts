import type { Logger } from 'pino';
import type { Pool } from '../../db/pool.ts';
import type { TenantTx } from '../../db/tenant.ts';
import { PARTITIONS, partitionOf } from '../contracts/subjects.ts';
import type { AnyActor } from './actor.ts';
import type { HandMadeMessage } from './adoption.ts';
import { createDispatcher } from './dispatcher.ts';
import { createLeaseKeeper } from './lease.ts';
import type { Delivery } from './mailbox.ts';
import type { RuntimeMetrics } from './metrics.ts';
import type { Road } from './outbox.ts';
import { createReceiver } from './receiver.ts';
import { type Repeater, repeat } from './repeat.ts';

/** What brings deliveries of a partition; made by runtime/nats. */
export interface Intake {
  /** Begins to deliver a partition's messages. */
  open(kind: string, partition: number, receiver: Receiver): void;
  close(kind: string, partition: number): void;
  readonly connected: boolean;
}

export interface Receiver {
  /** A message that has a row. */
  delivered(tenant: string, key: string, id: string, delivery: Delivery): void;
  /** Something was sent to this actor: its mailbox is worth a look. */
  woken(tenant: string, key: string): void;
  /** A message that somebody published by hand. */
  handMade(message: HandMadeMessage, delivery: Delivery): void;
}

export interface WorkerOptions {
  actor: AnyActor;
  /** Role lux_runtime. */
  runtime: Pool;
  /** Role lux_app: what handlers read through. */
  app: Pool;
  road: Road;
  intake: Intake;
  log: Logger;
  metrics: RuntimeMetrics;
  /** Unique per process life. */
  owner: string;
  leaseTtlMs?: number;
  /** Actors without mail for so long leave memory. */
  idleMs?: number;
  /** Actors in memory at once; the others wait in Postgres. Default 20,000. */
  maxResident?: number;
  weight?: (tenant: string) => number;
  /** Ends the job of a message that was given up, in the same commit. */
  failJob?: (tx: TenantTx, jobId: string, error: string) => Promise<void>;
}

export interface Worker {
  readonly kind: string;
  readonly owner: string;
  readonly held: ReadonlyMap<number, number>;
  readonly paused: boolean;
  readonly resident: number;
  /** Gives all partitions away and takes none until `resume`; the process stays. */
  drain(): Promise<void>;
  resume(): void;
  /** Reads the pause flag now instead of with the next beat. */
  checkPause(): Promise<void>;
  /** Looks for mail that nobody told of, now instead of within a second. */
  reconcile(): void;
  inspect(tenant: string, key: string): unknown;
  /** Resolves when commits under way have their answers, and what follows them has ended. */
  followed(): Promise<void>;
  /** Ends within 2 s: running handlers are aborted after 1 s, their messages stay for the next owner. */
  stop(): Promise<void>;
}

const BEAT_MS = 1_000;
const DEFAULT_TTL_MS = 6_000;
const REMINDER_MS = 250;
const DRAIN_MS = 1_500;
const STOP_MS = 1_900;

/** Runs one actor kind in this process: takes its share of the partitions and serves their mailboxes. */
export function startWorker(options: WorkerOptions): Worker {
  const { actor, runtime, log, metrics, owner, intake } = options;
  const kind = actor.contract.kind;
  let paused = true;
  let stopping: Promise<void> | undefined;

  const leases = createLeaseKeeper({
    pool: runtime,
    kind,
    owner,
    partitions: PARTITIONS,
    ttlMs: options.leaseTtlMs ?? DEFAULT_TTL_MS,
    monotonic: () => performance.now(),
    onAcquired(partition, epoch) {
      log.info({ partition, epoch }, 'partition acquired');
      dispatcher.openPartition(partition);
      intake.open(kind, partition, receiver);
      reconcile.now();
    },
    onLost(partition) {
      log.warn({ partition }, 'partition lost');
      intake.close(kind, partition);
      dispatcher.dropPartition(partition);
    },
    onSurplus: (partitions) => void handOver(partitions).catch((error) => failed('hand-over', error)),
  });
  const dispatcher = createDispatcher({ ...options, epochs: leases.held, onFenced: () => beat.now() });
  const receiver = createReceiver(options, dispatcher, failed);

  function failed(task: string, error: unknown): void {
    metrics.backgroundErrors.inc({ kind, task });
    log.warn({ task, err: error }, 'background task failed; it will be tried again');
  }

  async function handOver(partitions: readonly number[]): Promise<void> {
    if (partitions.length === 0) return;
    for (const partition of partitions) intake.close(kind, partition);
    await dispatcher.closePartitions(partitions, DRAIN_MS);
    await leases.release(partitions);
    log.info({ partitions }, 'partitions handed over');
  }

  async function checkPause(): Promise<void> {
    const { rows } = await runtime.query({
      name: 'rt-paused',
      text: 'select paused_at from rt.kinds where kind = $1',
      values: [kind],
    });
    const now = rows[0]?.paused_at != null;
    if (now !== paused) log.info(now ? 'paused' : 'running');
    paused = now;
    dispatcher.setPaused(paused);
  }

  const beat = repeat(BEAT_MS, 'lease', failed, async () => {
    // First, so that a worker that starts under a pause does not begin anything.
    await checkPause();
    await leases.beat();
    metrics.partitions.set({ kind }, leases.held.size);
    metrics.actors.set({ kind }, dispatcher.resident);
  });
  // Needs no answer from Postgres: a worker that is cut off lets go in time.
  const watchdog = setInterval(leases.expire, BEAT_MS / 4);
  // With the road down Postgres is asked more often: it is the only news then.
  const reconcile = repeat(
    () => (dispatcher.overflowing ? 20 : intake.connected ? 1_000 : 100),
    'reconcile',
    failed,
    async () => {
      if (await dispatcher.reconcile()) reconcile.now();
    },
  );
  const reminders = repeat(REMINDER_MS, 'reminders', failed, async () => {
    if (paused || leases.held.size === 0) return;
    const { rows } = await runtime.query({
      name: 'rt-wake',
      text: 'select tenant, key from rt.wake_reminders($1, $2::smallint[], 1000)',
      values: [kind, [...leases.held.keys()]],
    });
    for (const { tenant, key } of rows) dispatcher.hint(tenant, key);
    if (rows.length === 1_000) reminders.now();
  });
  const idleMs = options.idleMs ?? 60_000;
  const passivate = repeat(Math.max(100, Math.min(5_000, idleMs)), 'passivation', failed, async () =>
    dispatcher.passivate(idleMs),
  );
  const tasks: Repeater[] = [beat, reconcile, reminders, passivate];

  async function stop(): Promise<void> {
    for (const task of tasks) task.stop();
    clearInterval(watchdog);
    leases.setWanted(false);
    const orderly = async () => {
      await handOver(leases.leaveAll()).catch((error) => failed('hand-over', error));
      // What a beat under way has acquired meanwhile.
      await handOver(leases.leaveAll()).catch((error) => failed('hand-over', error));
      await leases.leave().catch((error) => failed('leave', error));
      await dispatcher.followed();
      await Promise.all(tasks.map((task) => task.settled()));
    };
    // With Postgres away nothing can be handed over: the leases end by themselves.
    await Promise.race([orderly(), new Promise((resolve) => setTimeout(resolve, STOP_MS))]);
    for (const partition of [...leases.held.keys()]) {
      intake.close(kind, partition);
      dispatcher.dropPartition(partition);
    }
    dispatcher.stop();
  }

  return {
    kind,
    owner,
    held: leases.held,
    get paused() {
      return paused;
    },
    get resident() {
      return dispatcher.resident;
    },
    async drain() {
      leases.setWanted(false);
      await handOver(leases.leaveAll());
    },
    resume() {
      leases.setWanted(true);
      beat.now();
    },
    checkPause,
    followed: dispatcher.followed,
    reconcile: reconcile.now,
    inspect: (tenant, key) =>
      leases.held.has(partitionOf(tenant)) ? dispatcher.inspect(tenant, key) : undefined,
    stop: () => (stopping ??= stop()),
  };
}
