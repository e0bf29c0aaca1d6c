import { readSend } from '../../../../db/notifications/settle.ts';
import type { Receipt } from '../../../contracts/channels.ts';
import type { Payload } from '../../../contracts/contract.ts';
import type { notifier } from '../../../contracts/notifier.ts';
import { TerminalError } from '../../../runtime/errors.ts';
import type { NotifierContext, NotifierParts } from '../../parts.ts';
import { applyReceipt } from '../deliver/receipts.ts';
import { readLaneView } from '../lane.ts';
import { remindDispatch } from '../remind.ts';
import { settle } from '../settle.ts';

/**
 * An adapter tells what became of a send. One of a send that is not this person's is nobody's, and forgotten. One that came by
 * another connection than the send went over changes nothing and goes to the dead letters: whoever owns that connection has its
 * secrets, and could say of anybody's messages that they arrived.
 */
export async function receipt(
  parts: NotifierParts,
  ctx: NotifierContext,
  message: Payload<typeof notifier, 'receipt'>,
): Promise<void> {
  const { sendId, connectionId, channel } = message;
  const { send, view } = await ctx.read(async (tx) => {
    const [send, view] = await Promise.all([readSend(tx, sendId), readLaneView(parts, tx, ctx.key)]);
    return { send, view };
  });
  if (!send || send.personId !== ctx.key) {
    ctx.log.warn({ send: sendId }, 'a receipt of an unknown send');
    return;
  }
  const isForeign =
    (connectionId !== undefined && connectionId !== send.connectionId) ||
    (channel !== undefined && channel !== send.channel);
  if (isForeign)
    throw new TerminalError(`a receipt of ${channel} ${connectionId} about a send of ${send.channel}`);
  const settled = applyReceipt(send, message.receipt as Receipt, parts.now(), parts.random());
  if (!settled) return;
  await settle(parts, ctx, view, [settled]);
  const { nextAttemptAt } = settled.change;
  if (nextAttemptAt) remindDispatch(ctx, new Date(nextAttemptAt));
}
