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
import { deadReason, handOver, PER_TURN } from '../deliver/hand-over.ts';
import { failedHere } from '../deliver/receipts.ts';
import { readLaneView } from '../lane.ts';
import { remindDispatch } from '../remind.ts';
import { settle } from '../settle.ts';

/** Later than the broker forgets ids, so that a repetition is none to it. */
const RECEIPT_WITHIN_MS = 5 * 60_000;
const BROKER_AWAY_MS = 2_000;

/**
 * Hands to the adapters what is due, and writes it down:
 *
 *   link gone, nothing left to say, too large for the broker, no receipt after all repetitions ──▶ failed, on to the next channel
 *   broker away ──▶ as it was, again in a moment
 *   handed over ──▶ waits for its receipt; without one it is handed over again under the same id
 */
export async function dispatch(parts: NotifierParts, ctx: NotifierContext): Promise<void> {
  const now = parts.now();
  const due = await readDueSends(ctx.reader, ctx.key, now, PER_TURN);
  if (due.length === 0) {
    const next = await nextHandOver(ctx.reader, ctx.key);
    if (next) remindDispatch(ctx, next);
    return;
  }
  const judged = due.map((send) => ({ send, dead: deadReason(send) }));
  const living = judged.flatMap(({ send, dead }) => (dead === undefined ? [send] : []));
  const { done, tooLarge } = await handOver(parts, ctx, living);
  const marks = done.map((send) => ({
    id: send.id,
    handed: send.handed + 1,
    nextAttemptAt: new Date(now.getTime() + RECEIPT_WITHIN_MS * 2 ** send.handed).toISOString(),
  }));
  const failures = [
    ...judged.flatMap(({ send, dead }) => (dead === undefined ? [] : [failedHere(send, dead, now)])),
    ...tooLarge.map((send) => failedHere(send, 'too-large', now)),
  ];
  if (failures.length > 0) {
    const view = await ctx.read((tx) => readLaneView(parts, tx, ctx.key));
    await settle(parts, ctx, view, failures);
  }
  const own = { tenant: ctx.tenant, key: ctx.key };
  const { messageId: cause, trace } = ctx;
  const repeated = done.flatMap((send) => repetitionOf(send, now));
  const away = done.length + tooLarge.length < living.length;
  ctx.write(async (tx, send) => {
    await Promise.all([markHandedOver(tx, marks), appendLedger(tx, repeated)]);
    const following = await nextHandOver(tx, ctx.key);
    if (!following) return;
    const soon = new Date(parts.now().getTime() + BROKER_AWAY_MS);
    const at = away && following < soon ? soon : following;
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
