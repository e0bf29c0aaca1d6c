import type { Logger } from 'pino';
import type { Pool } from '../../db/pool.ts';
import type { TenantTx } from '../../db/tenant.ts';
import { partitionOf } from '../contracts/subjects.ts';
import type { AnyActor } from './actor.ts';
import type { CommitFailure } from './commit.ts';
import { createGroupCommit } from './group-commit.ts';
import {
  canRun,
  type Delivery,
  finishTurn,
  isIdle,
  type Mailbox,
  noteDelivery,
  resetMailbox,
  takeTurn,
} from './mailbox.ts';
import type { OutgoingMessage } from './message.ts';
import type { RuntimeMetrics } from './metrics.ts';
import type { Road } from './outbox.ts';
import { createRecentIds } from './recent-ids.ts';
import { createRefiller, type StoredState } from './refill.ts';
import { createResidents } from './residents.ts';
import { DEFAULT_RETRY, decideFailure } from './retry.ts';
import { createScheduler } from './scheduler.ts';
import { openState } from './state.ts';
import { runTurn, type Turn } from './turn.ts';

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
  /** Finds actors with mail that nobody told us of. */
  reconcile(): Promise<void>;
  setPaused(paused: boolean): void;
  passivate(idleMs: number): void;
  inspect(tenant: string, key: string): unknown;
  readonly resident: number;
}

const DEFAULT_SLOTS = 64;
const MAX_GROUP = 512;
const UNAVAILABLE_PAUSE_MS = 250;

/** Serves the mailboxes of the partitions that this worker owns: fill, schedule, run, commit. */
export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const { actor, runtime, road, metrics } = options;
  const kind = actor.contract.kind;
  const slots = actor.slots ?? DEFAULT_SLOTS;
  const perTurn = actor.messagesPerTurn ?? 1;
  const policy = { ...DEFAULT_RETRY, ...actor.retry };
  const residents = createResidents();
  const recent = createRecentIds(20_000);
  let paused = false;
  let runningTurns = 0;

  const scheduler = createScheduler({
    quantum: Math.max(1, Math.floor(perTurn / 2)),
    perTurn,
    perTenant: actor.slotsPerTenant ?? Math.max(1, Math.floor(slots / 4)),
    weight: options.weight,
  });
  const refiller = createRefiller({
    pool: runtime,
    kind,
    window: Math.max(32, perTurn * 2),
    stateful: actor.state !== undefined,
    onRefilled: refilled,
    onError(boxes, error) {
      metrics.backgroundErrors.inc({ kind, task: 'refill' });
      options.log.warn({ err: error, mailboxes: boxes.length }, 'mailboxes could not be read; trying again');
      for (const box of boxes) later(box, UNAVAILABLE_PAUSE_MS);
    },
  });
  const commits = createGroupCommit({
    pool: runtime,
    actor,
    owner: options.owner,
    maxMessages: MAX_GROUP,
    onCommitted,
    onFailed,
  });
  const turnRuntime = {
    app: options.app,
    runtime,
    log: options.log,
    random: Math.random,
    observe(message: { type: string; sentAt: number }, startedAt: number, outcome: 'handled' | 'failed') {
      metrics.handled.inc({ kind, type: message.type, outcome });
      metrics.handling.observe({ kind, type: message.type }, (performance.now() - startedAt) / 1_000);
      metrics.waiting.observe(
        { kind, type: message.type },
        Math.max(0, (Date.now() - message.sentAt) / 1_000),
      );
    },
  };

  function later(box: Mailbox, ms: number): void {
    setTimeout(() => {
      if (residents.has(box)) refiller.request(box);
    }, ms);
  }

  function sleepUntil(box: Mailbox, at: number): void {
    box.asleepUntil = at;
    later(box, Math.max(1, at - Date.now()));
  }

  function refilled(box: Mailbox, stored: StoredState | undefined): void {
    if (!residents.has(box)) return;
    if (!box.state) {
      try {
        box.state = { value: openState(actor.state, stored) };
      } catch (problem) {
        box.state = { problem };
      }
    }
    const retryAt = box.queue[0]?.retryAt ?? 0;
    if (!box.running && retryAt > Date.now()) sleepUntil(box, retryAt);
    schedule(box);
    pump();
  }

  function schedule(box: Mailbox): void {
    if (canRun(box, Date.now()) && residents.isOpen(box.partition)) scheduler.add(box);
  }

  function pump(): void {
    while (!paused && runningTurns < slots && commits.pending < MAX_GROUP * 2) {
      const next = scheduler.next();
      if (!next) return;
      const { box } = next;
      if (!residents.has(box) || !canRun(box, Date.now())) {
        scheduler.finished(box.tenant);
        continue;
      }
      const messages = takeTurn(box, next.count);
      // Read ahead while this turn runs.
      if (box.more && box.queue.length < perTurn) refiller.request(box);
      runningTurns++;
      void runTurn(actor, box, messages, turnRuntime).then((turn) => {
        runningTurns--;
        const failed = turn.failed;
        const { failJob } = options;
        if (failed && !failed.decision.retry && failed.message.jobId && failJob) {
          const { jobId } = failed.message;
          const { error } = failed.decision;
          turn.givenUp = (tx) => failJob(tx, jobId, error);
        }
        commits.add(turn);
        pump();
      });
    }
  }

  /** After a turn, however it ended: back into the ring, or read again, or rest. */
  function settle(box: Mailbox): void {
    scheduler.finished(box.tenant);
    if (residents.has(box)) {
      schedule(box);
      if (box.dirty || (box.more && box.queue.length < perTurn)) refiller.request(box);
    }
    pump();
  }

  function onCommitted(turns: readonly Turn[], sent: OutgoingMessage[], ms: number): void {
    let messages = 0;
    for (const turn of turns) {
      const { box, failed } = turn;
      const handled = turn.done.map(({ message, effects }) => {
        if (effects.state) box.state = effects.state;
        return message;
      });
      if (failed && !failed.decision.retry) {
        handled.push(failed.message);
        const reason = failed.invalid ? 'invalid' : failed.decision.reason;
        metrics.deadLetters.inc({ kind, reason });
        options.log.error(
          {
            tenant: box.tenant,
            message: failed.message.id,
            type: failed.message.type,
            reason,
            error: failed.decision.error,
          },
          'message given up',
        );
        road.deadLetter(kind, failed.message, reason, failed.decision.error);
      }
      messages += handled.length;
      for (const { id } of handled) recent.add(id);
      finishTurn(box, handled);
      box.oneByOne = false;
      if (failed) {
        box.queue = [];
        box.dirty = true;
        if (failed.decision.retry) sleepUntil(box, Date.now() + failed.decision.delayMs);
      }
      settle(box);
    }
    metrics.commits.inc({ kind });
    metrics.batch.observe({ kind }, messages);
    metrics.commitSeconds.observe({ kind }, ms / 1_000);
    if (sent.length === 0) return;
    road.publish(sent);
    for (const message of sent)
      if (message.kind === kind && message.due === undefined) dispatcher.hint(message.tenant, message.key);
  }

  function onFailed(turn: Turn, failure: CommitFailure, error: unknown): void {
    const { box } = turn;
    options.log.warn({ tenant: box.tenant, failure, err: error }, 'turn not committed');
    const [first, second] = turn.done;
    if (failure === 'rejected' && first && !second && !turn.failed) {
      const decision = decideFailure(error, first.message.attempts, policy, Math.random());
      commits.add({ box, done: [], failed: { message: first.message, decision } });
      return;
    }
    if (failure === 'rejected') box.oneByOne = true;
    finishTurn(box, []);
    resetMailbox(box);
    if (failure === 'fenced') {
      metrics.fenced.inc({ kind });
      options.onFenced();
    }
    if (failure === 'conflict') metrics.conflicts.inc({ kind });
    if (failure === 'unavailable' || failure === 'fenced') {
      box.dirty = false;
      later(box, UNAVAILABLE_PAUSE_MS);
    }
    settle(box);
  }

  const dispatcher: Dispatcher = {
    get resident() {
      return residents.size;
    },
    openPartition: (partition) => residents.open(partition, options.epochs.get(partition) ?? -1),
    dropPartition(partition) {
      for (const box of residents.drop(partition, new Error('the partition has another owner')))
        scheduler.remove(box);
    },
    async closePartitions(partitions, ms) {
      const boxes = partitions.flatMap((partition) => residents.close(partition));
      for (const box of boxes) scheduler.remove(box);
      const deadline = performance.now() + ms;
      let aborted = false;
      while (boxes.some((box) => box.running) && performance.now() < deadline + 500) {
        if (!aborted && performance.now() > deadline - 500) {
          aborted = true;
          for (const partition of partitions) residents.abort(partition, new Error('the worker hands over'));
        }
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      for (const partition of partitions) dispatcher.dropPartition(partition);
    },
    hint(tenant, key, from) {
      const box = residents.get(partitionOf(tenant), tenant, key);
      if (!box) return from?.delivery.release();
      if (from && recent.has(from.id)) return from.delivery.ack();
      if (from && !noteDelivery(box, from.id, from.delivery)) return;
      refiller.request(box);
    },
    async reconcile() {
      for (const partition of residents.partitions()) {
        const { tenant, key } = partition.cursor;
        const { rows } = await runtime.query({
          name: 'rt-reconcile',
          text: RECONCILE,
          values: [kind, partition.number, tenant, key, 500],
        });
        for (const row of rows) {
          const box = residents.get(partition.number, row.tenant, row.key);
          if (box && (isIdle(box) || (box.more && !box.running && box.queue.length === 0)))
            refiller.request(box);
        }
        partition.cursor = rows.length === 500 ? rows[499] : { tenant: '', key: '' };
      }
    },
    setPaused(value) {
      paused = value;
      pump();
    },
    passivate: (idleMs) => residents.evict((box) => isIdle(box) && box.usedAt < Date.now() - idleMs),
    inspect(tenant, key) {
      const box = residents.find(tenant, key);
      if (!box) return undefined;
      return {
        queued: box.queue.length,
        more: box.more,
        running: box.running,
        asleepUntil: box.asleepUntil > Date.now() ? new Date(box.asleepUntil).toISOString() : null,
        head: box.queue[0]
          ? { id: box.queue[0].id, type: box.queue[0].type, attempts: box.queue[0].attempts }
          : null,
        state: box.state?.value ?? null,
      };
    },
  };
  return dispatcher;
}

const RECONCILE = 'select tenant, key from rt.actors_with_mail($1, $2::smallint, $3, $4, $5)';
