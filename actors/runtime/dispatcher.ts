import type { Logger } from 'pino';
import type { Pool } from '../../db/pool.ts';
import type { TenantTx } from '../../db/tenant.ts';
import { partitionOf } from '../contracts/subjects.ts';
import type { AnyActor } from './actor.ts';
import { createAlarms } from './alarms.ts';
import { createGroupCommit } from './group-commit.ts';
import type { Delivery, Mailbox } from './mailbox.ts';
import * as mailbox from './mailbox.ts';
import type { RuntimeMetrics } from './metrics.ts';
import type { Road } from './outbox.ts';
import { createOutcomes, withFailJob } from './outcome.ts';
import { createRecentIds } from './recent-ids.ts';
import { reconcile } from './reconcile.ts';
import { createRefiller, type StoredState } from './refill.ts';
import { createResidents } from './residents.ts';
import { createScheduler } from './scheduler.ts';
import { openState } from './state.ts';
import { policyOf, runTurn } from './turn.ts';

export interface DispatcherOptions {
  actor: AnyActor;
  runtime: Pool;
  app: Pool;
  road: Road;
  log: Logger;
  metrics: RuntimeMetrics;
  owner: string;
  epochs: ReadonlyMap<number, number>;
  weight?: (tenant: string) => number;
  /** Ends the job of a message that was given up, in the same commit. */
  failJob?: (tx: TenantTx, jobId: string, error: string) => Promise<void>;
  /** Mailboxes in memory. Default 20,000. */
  maxResident?: number;
  onFenced: () => void;
}

export interface Dispatcher {
  openPartition(partition: number): void;
  /** Lost: drops everything at once. */
  dropPartition(partition: number): void;
  /** Handed over: no new turns, running ones may end within `ms`, then are aborted. */
  closePartitions(partitions: readonly number[], ms: number): Promise<void>;
  /** An actor may have mail. */
  hint(tenant: string, key: string, from?: { id: string; delivery: Delivery }): void;
  /** Finds actors with mail that nobody told us of. Answers whether to go on at once. */
  reconcile(): Promise<boolean>;
  setPaused(paused: boolean): void;
  passivate(idleMs: number): void;
  inspect(tenant: string, key: string): unknown;
  /** Resolves when commits under way have their answers, and what follows them has ended. */
  followed(): Promise<void>;
  stop(): void;
  readonly resident: number;
  /** Actors with mail had to be passed over for want of memory. */
  readonly overflowing: boolean;
}

const DEFAULT_SLOTS = 64;
const MAX_GROUP = 512;
const MAX_RESIDENT = 20_000;
/** Messages loaded in one worker: with many actors in memory each has a smaller window. */
const MAX_LOADED = 100_000;
const SMALLEST_WINDOW = 8;

/** Serves the mailboxes of the partitions that this worker owns: fill, schedule, run, commit. */
export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const { actor, runtime, road, metrics, log } = options;
  const kind = actor.contract.kind;
  const slots = actor.slots ?? DEFAULT_SLOTS;
  const perTurn = actor.messagesPerTurn ?? 1;
  const capacity = options.maxResident ?? MAX_RESIDENT;
  const urgent = new Set<string>(actor.urgent);
  const residents = createResidents(capacity);
  const recent = createRecentIds(50_000);
  const alarms = createAlarms(rung);
  // Nothing runs before the first look at the pause flag: a pause outlives restarts.
  let paused = true;
  let runningTurns = 0;
  let overflowing = false;

  const scheduler = createScheduler({
    quantum: Math.max(1, Math.floor(perTurn / 2)),
    perTurn,
    perTenant: actor.slotsPerTenant ?? Math.max(1, Math.floor(slots / 4)),
    weight: options.weight,
    isUrgent: ({ queue: [first] }) => first !== undefined && urgent.has(first.type),
  });
  const refiller = createRefiller({
    pool: runtime,
    kind,
    window: () =>
      Math.max(SMALLEST_WINDOW, Math.min(Math.max(32, perTurn * 2), Math.floor(MAX_LOADED / residents.size))),
    stateful: actor.state !== undefined,
    onRefilled: refilled,
    onError(boxes, error) {
      metrics.backgroundErrors.inc({ kind, task: 'refill' });
      log.warn({ err: error, mailboxes: boxes.length }, 'mailboxes could not be read; trying again');
    },
  });
  const outcomes = createOutcomes({
    kind,
    policy: policyOf(actor),
    road,
    log,
    metrics,
    failJob: options.failJob,
    handled: recent.add,
    commit: (turn) => commits.add(turn),
    rest(box, ms) {
      box.asleepUntil = performance.now() + ms;
    },
    reread: (box) => refiller.request(box),
    settle,
    hint: (tenant, key) => dispatcher.hint(tenant, key),
    onFenced: options.onFenced,
  });
  const commits = createGroupCommit({
    pool: runtime,
    actor,
    owner: options.owner,
    maxMessages: MAX_GROUP,
    onCommitted: outcomes.committed,
    onFailed: outcomes.failed,
  });
  const turnRuntime = {
    app: options.app,
    runtime,
    log,
    random: Math.random,
    observe: metrics.observer(kind),
  };

  /** Puts a mailbox where it belongs: to sleep, to be read, into the ring. All ways lead through here. */
  function arrange(box: Mailbox): void {
    if (box.running || !residents.has(box) || !residents.isOpen(box.partition)) return;
    const now = performance.now();
    const wakesAt = mailbox.wakesAt(box);
    if (wakesAt > now) {
      box.asleepUntil = wakesAt;
      mailbox.acknowledgeAll(box);
      alarms.set(box, wakesAt - now);
      return;
    }
    if (!box.state || (box.queue.length === 0 && box.more)) refiller.request(box);
    if (mailbox.canRun(box, now)) scheduler.add(box);
  }

  function rung(box: Mailbox): void {
    arrange(box);
    pump();
  }

  function refilled(box: Mailbox, stored: StoredState | undefined | null): void {
    if (!residents.has(box)) return;
    if (!box.state && stored !== null) {
      box.revision = stored?.revision ?? 0;
      try {
        box.state = { value: openState(actor.state, stored) };
      } catch (problem) {
        box.state = { problem };
      }
    }
    arrange(box);
    pump();
  }

  function pump(): void {
    while (!paused && runningTurns < slots && commits.pending < MAX_GROUP * 2) {
      const next = scheduler.next();
      if (!next) return;
      const { box } = next;
      if (!residents.has(box) || !mailbox.canRun(box, performance.now())) {
        scheduler.finished(box.tenant);
        arrange(box);
        continue;
      }
      const messages = mailbox.takeTurn(box, next.count);
      // Read ahead while this turn runs.
      if (box.more && box.queue.length < perTurn) refiller.request(box);
      runningTurns++;
      void runTurn(actor, box, messages, turnRuntime).then((turn) => {
        runningTurns--;
        if (turn.done.length > 0 || turn.failed) {
          commits.add(withFailJob(turn, options));
          pump();
        } else {
          // Cut short before anything was done: the partition goes.
          mailbox.finishTurn(box, [], turn.rest);
          settle(box);
        }
      });
    }
  }

  function settle(box: Mailbox): void {
    scheduler.finished(box.tenant);
    arrange(box);
    pump();
  }

  function forget(boxes: readonly Mailbox[]): void {
    for (const box of boxes) {
      scheduler.remove(box);
      refiller.forget(box);
      alarms.clear(box);
    }
  }

  const dispatcher: Dispatcher = {
    get resident() {
      return residents.size;
    },
    get overflowing() {
      return overflowing;
    },
    openPartition: (partition) => residents.open(partition, options.epochs.get(partition) ?? -1),
    dropPartition: (partition) =>
      forget(residents.drop(partition, new Error('the partition has another owner'))),
    async closePartitions(partitions, ms) {
      const boxes = partitions.flatMap((partition) => residents.close(partition));
      forget(boxes);
      const deadline = performance.now() + ms;
      let aborted = false;
      while (boxes.some((box) => box.running) && performance.now() < deadline) {
        if (!aborted && performance.now() > deadline - ABORT_BEFORE_MS) {
          aborted = true;
          for (const partition of partitions) residents.abort(partition, new Error('the worker hands over'));
        }
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      for (const partition of partitions) dispatcher.dropPartition(partition);
    },
    hint(tenant, key, from) {
      if (from && recent.has(from.id)) return from.delivery.ack();
      const partition = partitionOf(tenant);
      const box = residents.get(partition, tenant, key);
      // Full: its row waits for the reconciler. Not ours: its owner shall have it.
      if (!box) {
        if (!residents.isOpen(partition)) return from?.delivery.release();
        overflowing = true;
        return from?.delivery.ack();
      }
      if (from && !mailbox.noteDelivery(box, from.id, from.delivery, performance.now())) return;
      refiller.request(box);
    },
    async reconcile() {
      if (residents.size >= capacity) dispatcher.passivate(0);
      const news = await reconcile(runtime, kind, residents, refiller.request);
      overflowing = residents.size >= capacity;
      return news && !overflowing;
    },
    setPaused(value) {
      paused = value;
      pump();
    },
    passivate(idleMs) {
      const now = performance.now();
      residents.evict((box) => mailbox.isIdle(box, now) && box.usedAt <= now - idleMs);
    },
    inspect(tenant, key) {
      const box = residents.find(tenant, key);
      if (!box) return undefined;
      const [head] = box.queue;
      const sleeps = Math.max(0, Math.round(box.asleepUntil - performance.now()));
      return {
        loaded: box.queue.length,
        more: box.more,
        running: box.running,
        asleepForMs: sleeps,
        head: head ? { id: head.id, type: head.type, attempts: head.attempts } : null,
        setbacks: box.setbacks,
        unacknowledged: box.deliveries.size,
      };
    },
    async followed() {
      await commits.idle();
      await outcomes.followed();
    },
    stop: refiller.stop,
  };
  return dispatcher;
}

/** Handlers that are still at it so long before the end of a hand-over are aborted; the rest is for their commit. */
const ABORT_BEFORE_MS = 500;
