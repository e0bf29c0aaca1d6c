/**
 * The mailbox of one actor in the worker that owns it: a window on its rows in rt.messages.
 *
 *            hint / reconcile                refill found mail            scheduler takes a turn
 *   idle ────────────────────▶ dirty ───────────────────────▶ ready ───────────────────────────▶ running
 *    ▲                           │ refill found none             ▲                                   │
 *    └───────────────────────────┘                               │ queue not empty                   │ committed
 *    ▲                                                           ├───────────────────────────────────┤
 *    └── queue empty, nothing more in Postgres ──────────────────┘  head failed: asleep until retryAt ┘
 *
 * `dirty` and the others overlap: a ready or running mailbox is refilled ahead when its window runs low. A refill
 * replaces the window with what a newer snapshot says. That keeps the order of every sender: a snapshot that shows
 * a sender's later message shows the earlier one too, or it has been handled.
 */
export interface StoredMessage {
  position: number;
  id: string;
  tenant: string;
  key: string;
  type: string;
  payload: unknown;
  attempts: number;
  /** Unix milliseconds. */
  retryAt: number | null;
  jobId: string | null;
  trace: string | null;
  /** Unix milliseconds. */
  sentAt: number;
}

/** A delivery from the road that is acknowledged when its row is gone. */
export interface Delivery {
  ack(): void;
  /** Give it to the next owner. */
  release(): void;
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
  /** Something may have arrived since the last refill began. */
  dirty: boolean;
  refilling: boolean;
  /** The turn that runs or commits: id by position. */
  inFlight: Map<number, string>;
  /** Positions committed while a refill was under way: its snapshot may still show them. */
  doneMeanwhile: Set<number>;
  running: boolean;
  /** In the scheduler's ring. */
  scheduled: boolean;
  asleepUntil: number;
  /** Set after a turn that could not be committed as a whole: find the culprit one by one. */
  oneByOne: boolean;
  /** Loaded state, or why it cannot be opened. */
  state: { value: unknown; problem?: undefined } | { problem: unknown; value?: undefined } | undefined;
  /** Unacknowledged deliveries by message id. */
  deliveries: Map<string, Delivery>;
  usedAt: number;
}

/** Deliveries of one actor held unacknowledged; its other messages are safe in their rows. */
const MAX_DELIVERIES = 64;

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
    inFlight: new Map(),
    doneMeanwhile: new Set(),
    running: false,
    scheduled: false,
    asleepUntil: 0,
    oneByOne: false,
    state: undefined,
    deliveries: new Map(),
    usedAt: Date.now(),
  };
}

/** Takes note of a delivery. Answers whether the mailbox has to be refilled for it. */
export function noteDelivery(box: Mailbox, id: string, delivery: Delivery): boolean {
  if (box.deliveries.size >= MAX_DELIVERIES) delivery.ack();
  else box.deliveries.set(id, delivery);
  if (box.more || box.dirty) return false;
  for (const known of box.inFlight.values()) if (known === id) return false;
  return !box.queue.some((m) => m.id === id);
}

export function beginRefill(box: Mailbox): void {
  box.dirty = false;
  box.refilling = true;
  box.doneMeanwhile.clear();
}

/** Replaces the window by what the snapshot showed; `limit` rows mean that there are more. */
export function finishRefill(box: Mailbox, rows: StoredMessage[], limit: number): void {
  box.refilling = false;
  box.more = rows.length >= limit;
  box.queue = rows.filter((row) => !box.inFlight.has(row.position) && !box.doneMeanwhile.has(row.position));
  if (!box.more && !box.dirty) acknowledgeGone(box);
}

/** Takes up to `count` messages for a turn. A message that failed before is tried alone. */
export function takeTurn(box: Mailbox, count: number): StoredMessage[] {
  const first = box.queue[0];
  const alone = box.oneByOne || (first !== undefined && first.attempts > 0);
  const turn = box.queue.splice(0, alone ? 1 : count);
  for (const message of turn) box.inFlight.set(message.position, message.id);
  box.running = true;
  box.usedAt = Date.now();
  return turn;
}

/** Ends a turn; `handled` are the messages whose rows are gone, the others stay to be read again. */
export function finishTurn(box: Mailbox, handled: readonly StoredMessage[]): void {
  for (const message of handled) {
    box.doneMeanwhile.add(message.position);
    box.deliveries.get(message.id)?.ack();
    box.deliveries.delete(message.id);
  }
  if (!box.refilling) box.doneMeanwhile.clear();
  box.inFlight.clear();
  box.running = false;
}

/** Whether the scheduler may give it a turn now. */
export function canRun(box: Mailbox, now: number): boolean {
  return box.queue.length > 0 && !box.running && box.asleepUntil <= now;
}

/** Nothing loaded, nothing expected, nothing under way. */
export function isIdle(box: Mailbox): boolean {
  return (
    box.queue.length === 0 &&
    !box.running &&
    !box.refilling &&
    !box.dirty &&
    !box.more &&
    box.asleepUntil <= Date.now()
  );
}

/** Forgets everything loaded; the rows tell it again. */
export function resetMailbox(box: Mailbox): void {
  box.queue = [];
  box.state = undefined;
  box.more = false;
  box.dirty = true;
}

// Deliveries whose row no refill shows: handled by an owner before this one.
function acknowledgeGone(box: Mailbox): void {
  if (box.deliveries.size === 0) return;
  const present = new Set(box.queue.map((m) => m.id));
  for (const [id, delivery] of box.deliveries) {
    if (present.has(id) || box.running) continue;
    delivery.ack();
    box.deliveries.delete(id);
  }
}
