import {
  type DueSend,
  markHandedOver,
  nextHandOver,
  readDueSends,
} from '../../../../db/notifications/dispatch.ts';
import { appendLedger, type LedgerEntry } from '../../../../db/notifications/insert.ts';
import { notifier } from '../../../contracts/notifier.ts';
import { message } from '../../../runtime/message.ts';
import type { NotifierContext, NotifierParts } from '../../parts.ts';
import { deadReason, handOver, LONGEST_MS, PER_TURN } from '../deliver/hand-over.ts';
import { failedHere } from '../deliver/receipts.ts';
import { readLaneView } from '../lane.ts';
import { remindDispatch } from '../remind.ts';
import { settle } from '../settle.ts';

/** Later than the broker forgets ids, so that a repetition is none to it. */
const RECEIPT_WITHIN_MS = 5 * 60_000;
/** While the broker does not take a message, it is asked again after a part of the time that this has lasted. */
const AGAIN_MS = { least: 2_000, most: 15_000, part: 1 / 4 };

/**
 * Hands to the adapters what is due, and writes it down:
 *
 *   link or connection gone, nothing left to say, too large for the broker, no receipt after all repetitions ──▶ failed, on to the next channel
 *   broker does not take it ──▶ as it was, again in a moment; that chat waits for it, and no other
 *   handed over ──▶ waits for its receipt; without one it is handed over again under the same id
 *   more is due than fits in the turn ──▶ the next turn at once, whatever is stuck
 */
export async function dispatch(parts: NotifierParts, ctx: NotifierContext): Promise<void> {
  const now = parts.now();
  const { done, tooLarge, dead, left, isFull } = await handOverDue(parts, ctx, now);
  if (done.length + tooLarge.length + dead.length + left.length === 0) {
    const next = await nextHandOver(ctx.reader, ctx.key);
    if (next) remindDispatch(ctx, next);
    return;
  }
  const marks = done.map((send) => ({
    id: send.id,
    handed: send.handed + 1,
    nextAttemptAt: new Date(now.getTime() + RECEIPT_WITHIN_MS * 2 ** send.handed).toISOString(),
  }));
  const failures = [
    ...dead.map(({ send, reason }) => failedHere(send, reason, now)),
    ...tooLarge.map((send) => failedHere(send, 'too-large', now)),
  ];
  if (failures.length > 0) {
    const view = await ctx.read((tx) => readLaneView(parts, tx, ctx.key));
    await settle(parts, ctx, view, failures);
  }
  const own = { tenant: ctx.tenant, key: ctx.key };
  const { messageId: cause, trace } = ctx;
  const repeated = done.flatMap((send) => repetitionOf(send, now));
  ctx.write(async (tx, send) => {
    await Promise.all([markHandedOver(tx, marks), appendLedger(tx, repeated)]);
    const following = await nextHandOver(tx, ctx.key);
    if (!following) return;
    const soon = isFull ? undefined : askAgainAt(left, parts.now());
    const at = soon && following < soon ? soon : following;
    send(message(notifier, 'dispatch', own, {}, { at, reminder: 'dispatch', cause, trace }));
  });
}

/** The step of the ledger that says why a send was handed over once more; none for the first time, which it has. */
function repetitionOf(
  { id, notificationId, attempts, handed, errorCode }: DueSend,
  now: Date,
): LedgerEntry[] {
  if (handed === 0 && attempts === 0) return [];
  const reason = handed > 0 ? 'again: no receipt came' : `again: after ${errorCode}`;
  return [{ notificationId, sendId: id, state: 'queued', at: now.toISOString(), attempt: attempts, reason }];
}

/** What of the due was handed over, what can never be, and what is left for later. */
interface Taken {
  done: DueSend[];
  tooLarge: DueSend[];
  dead: { send: DueSend; reason: string }[];
  left: DueSend[];
  /** It got on, and more than what it looked at is due in chats that are not stuck. */
  isFull: boolean;
}

/** A turn's measure of what is due. However much waits in a chat of which nothing is taken, others are looked at as well. */
async function handOverDue(parts: NotifierParts, ctx: NotifierContext, now: Date): Promise<Taken> {
  const taken: Taken = { done: [], tooLarge: [], dead: [], left: [], isFull: false };
  const begun = performance.now();
  const stuck: string[] = [];
  const seen = new Set<string>();
  for (;;) {
    const due = await readDueSends(ctx.reader, ctx.key, now, PER_TURN, stuck);
    const fresh = due.filter(({ id }) => !seen.has(id));
    for (const { id } of fresh) seen.add(id);
    const judged = fresh.map((send) => ({ send, reason: deadReason(send) }));
    const living = judged.flatMap(({ send, reason }) => (reason === undefined ? [send] : []));
    const handed = await handOver(parts, ctx, living, begun);
    const settled = new Set([...handed.done, ...handed.tooLarge]);
    taken.done.push(...handed.done);
    taken.tooLarge.push(...handed.tooLarge);
    taken.dead.push(
      ...judged.flatMap(({ send, reason }) => (reason === undefined ? [] : [{ send, reason }])),
    );
    taken.left.push(...living.filter((send) => !settled.has(send)));
    stuck.push(...handed.stuck);
    const isOver = taken.done.length >= PER_TURN || performance.now() - begun > LONGEST_MS;
    if (handed.stuck.length > 0 && due.length === PER_TURN && !isOver) continue;
    const gotOn = taken.done.length + taken.tooLarge.length + taken.dead.length > 0;
    return { ...taken, isFull: gotOn && due.length === PER_TURN };
  }
}

/** When to try again what was not taken; undefined when everything was. */
function askAgainAt(left: readonly DueSend[], now: Date): Date | undefined {
  if (left.length === 0) return undefined;
  const since = Math.min(...left.map(({ nextAttemptAt }) => nextAttemptAt?.getTime() ?? now.getTime()));
  const wait = (now.getTime() - since) * AGAIN_MS.part;
  return new Date(now.getTime() + Math.min(Math.max(wait, AGAIN_MS.least), AGAIN_MS.most));
}
