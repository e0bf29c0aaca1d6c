import {
  type DueSend,
  markHandedOver,
  nextHandOver,
  readDueSends,
} from '../../../../db/notifications/dispatch.ts';
import { expiryFrom } from '../../../contracts/case-link.ts';
import type { ChannelName } from '../../../contracts/channels.ts';
import { notifier } from '../../../contracts/notifier.ts';
import { outboundSubject } from '../../../contracts/subjects.ts';
import { message } from '../../../runtime/message.ts';
import { caseLink } from '../../case-link.ts';
import type { NotifierContext, NotifierParts } from '../../parts.ts';
import { outboundOf } from '../deliver/outbound.ts';
import { failedHere } from '../deliver/receipts.ts';
import { readLaneView } from '../lane.ts';
import { remindDispatch } from '../remind.ts';
import { settle } from '../settle.ts';

/** Sends of one turn: what a crash makes repeat at the most. */
const PER_TURN = 64;
/** Later than the broker forgets ids, so that a repetition is none to it. */
const RECEIPT_WITHIN_MS = 5 * 60_000;
/** Times that a send is handed over without a word of its adapter, an hour in all. */
const MAX_HANDED = 4;
const BROKER_AWAY_MS = 2_000;

/**
 * Hands to the adapters what is due:
 *
 *   link gone, nothing left to say, no receipt after all repetitions ──▶ failed, on to the next channel
 *   broker away ──▶ as it was, again in a moment
 *   handed over ──▶ waits for its receipt; without one it is handed over again under the same id
 */
export async function dispatch(parts: NotifierParts, ctx: NotifierContext): Promise<void> {
  const now = parts.now();
  const { due, next } = await ctx.read(async (tx) => {
    const [due, next] = await Promise.all([
      readDueSends(tx, ctx.key, now, PER_TURN),
      nextHandOver(tx, ctx.key),
    ]);
    return { due, next };
  });
  if (due.length === 0) {
    if (next) remindDispatch(ctx, next);
    return;
  }
  const judged = due.map((send) => ({ send, dead: deadReason(send) }));
  const living = judged.flatMap(({ send, dead }) => (dead === undefined ? [send] : []));
  const handed = await Promise.all(living.map((send) => handOver(parts, ctx, send)));
  const done = living.filter((_, i) => handed[i]);
  const marks = done.map((send) => ({
    id: send.id,
    handed: send.handed + 1,
    nextAttemptAt: new Date(now.getTime() + RECEIPT_WITHIN_MS * 2 ** send.handed).toISOString(),
    sealed: send.sealedNow,
  }));
  const failures = judged.flatMap(({ send, dead }) =>
    dead === undefined ? [] : [failedHere(send, dead, now)],
  );
  if (failures.length > 0) {
    const view = await ctx.read((tx) => readLaneView(parts, tx, ctx.key));
    await settle(parts, ctx, view, failures);
  }
  const own = { tenant: ctx.tenant, key: ctx.key };
  const { messageId: cause, trace } = ctx;
  const away = done.length < living.length;
  ctx.write(async (tx, send) => {
    await markHandedOver(tx, marks);
    const following = await nextHandOver(tx, ctx.key);
    if (!following) return;
    const soon = new Date(parts.now().getTime() + BROKER_AWAY_MS);
    const at = away && following < soon ? soon : following;
    send(message(notifier, 'dispatch', own, {}, { at, reminder: 'dispatch', cause, trace }));
  });
}

function deadReason(send: DueSend): string | undefined {
  if (send.linkStatus !== 'active') return 'link-gone';
  if (send.content === null || send.address === null) return 'erased';
  return send.handed >= MAX_HANDED ? 'no-receipt' : undefined;
}

/** Whether the broker has it. */
async function handOver(parts: NotifierParts, ctx: NotifierContext, send: DueSend): Promise<boolean> {
  const { personId } = send;
  const channel = send.channel as ChannelName;
  const expiresAt = expiryFrom(send.createdAt);
  const outbound = outboundOf(send, ctx.tenant, {
    publicUrl: parts.publicUrl,
    pageOf: (processId) => caseLink(parts, { tenant: ctx.tenant, personId, channel, processId, expiresAt }),
  });
  if (!outbound) return false;
  // The broker drops what it has seen of an id; a repetition is meant to arrive.
  const id = `${outbound.id}.${send.handed}.${send.attempts}`;
  try {
    await parts.adapters.publish(outboundSubject(send.channel, ctx.tenant), id, outbound);
    return true;
  } catch (error) {
    ctx.log.warn({ send: send.id, err: error }, 'a message could not be handed to its adapter');
    return false;
  }
}
