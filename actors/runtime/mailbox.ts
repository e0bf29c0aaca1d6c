/**
 * The mailbox of one actor in the worker that owns it: a window on its rows in rt.messages.
 *
 *            hint / reconcile                refill found mail            scheduler takes a turn
 *   idle ────────────────────▶ dirty ───────────────────────▶ ready ───────────────────────────▶ running
 *    ▲                           │ refill found none             ▲                                   │
 *    └───────────────────────────┘                               │ queue not empty                   │ committed
 *    ▲                                                           ├───────────────────────────────────┤
 *    └── queue empty, nothing more in Postgres ──────────────────┘  head failed: asleep until its time ┘
 *
 * `dirty` and the others overlap: a ready or running mailbox is refilled ahead when its window runs low. A refill
 * replaces the window with what a newer snapshot says. That keeps the order of every sender: a snapshot that shows
 * a sender's later message shows the earlier one too, or it has been handled.
 *
 * Always one of: in the ring, running, being refilled, wanted by the refiller (dirty), asleep with an alarm set, or idle.
 */
export interface StoredMessage {
  position: number;
  id: string;
  tenant: string;
  key: string;
  type: string;
  payload: unknown;
  attempts: number;
  /** Monotonic milliseconds of this process before which it may not be tried again; 0: any time. */
  retryAt: number;
  jobId: string | null;
  trace: string | null;
  /** Unix milliseconds. */
  sentAt: number;
}

/** A delivery from the road that is acknowledged when its row is gone. */
export interface Delivery {
  ack(): void;
  /** Give it to the next owner, or to this one again after `delayMs`. */
  release(delayMs?: number): void;
}

export interface Mailbox {
  readonly tenant: string;
  readonly key: string;
  readonly partition: number;
  /** Of the lease under which it was opened; every commit of its turns is checked against it. */
  readonly epoch: number;
  /** Aborts when the partition is lost or handed over. */
  readonly signal: AbortSignal;
  /** Loaded and waiting, in order of position. */
  queue: StoredMessage[];
  /** Postgres has more than the window shows. */
  more: boolean;
  /** Something may have arrived since the last refill began; the refiller wants it. */
  dirty: boolean;
  refilling: boolean;
  /** The window was thrown away under the refill that is under way: so is what it brings. */
  stale: boolean;
  /** The turn that runs or commits: id by position. */
  inFlight: Map<number, string>;
  /** Positions committed while a refill was under way: its snapshot may still show them. */
  doneMeanwhile: Set<number>;
  running: boolean;
  /** In the scheduler's ring. */
  scheduled: boolean;
  /** Monotonic milliseconds; an alarm is set for then. */
  asleepUntil: number;
  /** Messages to be tried alone, after a turn that could not be committed as a whole. */
  singly: number;
  /** Turns in a row that could not be committed. */
  setbacks: number;
  /** Loaded state, or why it cannot be opened. */
  state: { value: unknown; problem?: undefined } | { problem: unknown; value?: undefined } | undefined;
  /** Commits of the state that is loaded; 0 when there is none stored yet. */
  revision: number;
  /** Unacknowledged deliveries by message id. */
  deliveries: Map<string, Delivery>;
  /** Monotonic milliseconds. */
  usedAt: number;
}

/** Deliveries of one actor held unacknowledged; its other messages are safe in their rows. */
export const MAX_DELIVERIES = 64;

export function createMailbox(
  tenant: string,
  key: string,
  lease: { partition: number; epoch: number; signal: AbortSignal },
): Mailbox {
  return {
    tenant,
    key,
    partition: lease.partition,
    epoch: lease.epoch,
    signal: lease.signal,
    queue: [],
    more: false,
    dirty: false,
    refilling: false,
    stale: false,
    inFlight: new Map(),
    doneMeanwhile: new Set(),
    running: false,
    scheduled: false,
    asleepUntil: 0,
    singly: 0,
    setbacks: 0,
    state: undefined,
    revision: 0,
    deliveries: new Map(),
    usedAt: performance.now(),
  };
}

/** Takes note of a delivery. Answers whether the mailbox has to be refilled for it. */
export function noteDelivery(box: Mailbox, id: string, delivery: Delivery, now: number): boolean {
  // A sleeper's deliveries would only fill the consumer's limit of unacknowledged ones, to others' harm.
  if (box.deliveries.size >= MAX_DELIVERIES || box.asleepUntil > now) delivery.ack();
  else box.deliveries.set(id, delivery);
  if (box.dirty) return false;
  // What a refill under way reads is as of before this delivery.
  if (box.more && !box.refilling) return false;
  for (const known of box.inFlight.values()) if (known === id) return false;
  return !box.queue.some((m) => m.id === id);
}

export function beginRefill(box: Mailbox): void {
  box.dirty = false;
  box.refilling = true;
  box.doneMeanwhile.clear();
}

/**
 * Replaces the window by what the snapshot showed; `limit` rows mean that there are more.
 * Answers false when the mailbox was reset meanwhile: then it stays empty and is to be read again.
 */
export function finishRefill(box: Mailbox, rows: StoredMessage[], limit: number): boolean {
  box.refilling = false;
  if (box.stale) {
    box.stale = false;
    return false;
  }
  box.more = rows.length >= limit;
  box.queue = rows.filter((row) => !box.inFlight.has(row.position) && !box.doneMeanwhile.has(row.position));
  box.doneMeanwhile.clear();
  if (!box.more && !box.dirty) acknowledgeGone(box);
  return true;
}

/** Takes up to `count` messages for a turn. A message that failed before is tried alone. */
export function takeTurn(box: Mailbox, count: number): StoredMessage[] {
  let size = Math.min(count, box.queue.length);
  if (box.singly > 0) size = 1;
  for (let i = 0; i < size; i++) {
    if ((box.queue[i] as StoredMessage).attempts > 0) {
      size = Math.max(1, i);
      break;
    }
  }
  const turn = box.queue.splice(0, size);
  for (const message of turn) box.inFlight.set(message.position, message.id);
  box.running = true;
  box.usedAt = performance.now();
  return turn;
}

/** Ends a turn: the rows of `handled` are gone, `rest` was not tried and comes back in its place. */
export function finishTurn(
  box: Mailbox,
  handled: readonly StoredMessage[],
  rest: readonly StoredMessage[],
): void {
  for (const message of handled) {
    if (box.refilling) box.doneMeanwhile.add(message.position);
    if (box.deliveries.size === 0) continue;
    box.deliveries.get(message.id)?.ack();
    box.deliveries.delete(message.id);
  }
  if (rest.length > 0) box.queue = [...rest, ...box.queue].sort((a, b) => a.position - b.position);
  box.singly = Math.max(0, box.singly - handled.length);
  box.inFlight.clear();
  box.running = false;
}

/** When it may have its next turn, monotonic milliseconds: an earlier setback, or a head that failed. */
export function wakesAt(box: Mailbox): number {
  return Math.max(box.asleepUntil, box.queue[0]?.retryAt ?? 0);
}

/** Whether the scheduler may give it a turn now. */
export function canRun(box: Mailbox, now: number): boolean {
  return box.queue.length > 0 && !box.running && box.state !== undefined && wakesAt(box) <= now;
}

/** Nothing loaded, nothing expected, nothing under way. */
export function isIdle(box: Mailbox, now: number): boolean {
  return (
    box.queue.length === 0 &&
    !box.running &&
    !box.refilling &&
    !box.dirty &&
    !box.more &&
    box.asleepUntil <= now
  );
}

/** Forgets everything loaded, and what a refill under way will bring; the caller has it read again. */
export function resetMailbox(box: Mailbox): void {
  box.queue = [];
  box.state = undefined;
  box.more = false;
  box.stale = box.refilling;
}

/** The rows keep what the road carried: nothing is held while nothing runs. */
export function acknowledgeAll(box: Mailbox): void {
  for (const delivery of box.deliveries.values()) delivery.ack();
  box.deliveries.clear();
}

// Deliveries whose row no refill shows: handled by an owner before this one.
function acknowledgeGone(box: Mailbox): void {
  if (box.deliveries.size === 0) return;
  const present = new Set([...box.queue.map((m) => m.id), ...box.inFlight.values()]);
  for (const [id, delivery] of box.deliveries) {
    if (present.has(id)) continue;
    delivery.ack();
    box.deliveries.delete(id);
  }
}
