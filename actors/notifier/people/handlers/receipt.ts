import { readChannelPrices } from '../../../../db/channel-prices/prices.ts';
import { secretsSince } from '../../../../db/channels/connections.ts';
import { nextHandOver } from '../../../../db/notifications/dispatch.ts';
import { readSend } from '../../../../db/notifications/settle.ts';
import type { Receipt } from '../../../contracts/channels.ts';
import type { Payload } from '../../../contracts/contract.ts';
import { priced } from '../../../contracts/message-cost.ts';
import { notifier } from '../../../contracts/notifier.ts';
import { TerminalError } from '../../../runtime/errors.ts';
import { message as notifierMessage } from '../../../runtime/message.ts';
import type { NotifierContext, NotifierParts } from '../../parts.ts';
import { applyReceipt, ofPresentSecrets } from '../deliver/receipts.ts';
import { readLaneView } from '../lane.ts';
import { lookAgainAt } from '../remind.ts';
import { settle } from '../settle.ts';

/**
 * An adapter tells what became of a send. One of a send that is not this person's is nobody's, and forgotten. One that came by
 * another connection than the send went over changes nothing and goes to the dead letters: whoever owns that connection has its
 * secrets, and could say of anybody's messages that they arrived. That the connection is dead is believed of the secrets that
 * the message went over, and not of those that the firm gave since.
 */
export async function receipt(
  parts: NotifierParts,
  ctx: NotifierContext,
  message: Payload<typeof notifier, 'receipt'>,
): Promise<void> {
  const { sendId, connectionId, channel } = message;
  const said = message.receipt as Receipt;
  const { send, view, secretsVersion, prices } = await ctx.read(async (tx) => {
    const [send, view] = await Promise.all([readSend(tx, sendId), readLaneView(parts, tx, ctx.key)]);
    const isEnd = said.error?.class === 'disable-connection' && send?.connectionId;
    const secretsVersion = isEnd ? await secretsSince(tx, isEnd) : undefined;
    return { send, view, secretsVersion, prices: said.cost ? await readChannelPrices(tx) : undefined };
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
  // What was booked stays, whatever the price is by now.
  const cost = said.cost && (send.cost ?? priced(said.cost, send.channel, prices));
  const present = ofPresentSecrets(said, secretsVersion);
  const settled = applyReceipt(send, present, parts.now(), parts.random(), cost);
  if (!settled) return;
  await settle(parts, ctx, view, [settled]);
  const { nextAttemptAt } = settled.change;
  if (!nextAttemptAt) return;
  const own = { tenant: ctx.tenant, key: ctx.key };
  const { messageId: cause, trace } = ctx;
  ctx.write(async (tx, send) => {
    // The reminder is the lane's only one: what else waits must not wait for this.
    const at = lookAgainAt(parts.now(), (await nextHandOver(tx, ctx.key)) ?? null);
    send(notifierMessage(notifier, 'dispatch', own, {}, { at, reminder: 'dispatch', cause, trace }));
  });
}
