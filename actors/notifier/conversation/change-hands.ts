import { firmsContradicted } from '../../../db/channels/find-link.ts';
import { endContradicted } from '../../../db/channels/links.ts';
import { appendNext } from '../../../db/events/append-next.ts';
import { CHANGED_HANDS } from '../../contracts/channel/channel-end.ts';
import type { Payload } from '../../contracts/contract.ts';
import { notifier } from '../../contracts/notifier.ts';
import { message } from '../../runtime/message.ts';
import type { NotifierContext } from '../parts.ts';
import { channelDisabled } from '../people/channel-disabled.ts';
import type { Chat } from './answer.ts';

type Changed = Payload<typeof notifier, 'changeHands'>;

/**
 * A chat has one name of a link and contradicts the other: whoever writes has the number of somebody who was told there, and would
 * go on to get what is theirs. Those links end, each in its own firm's lane. Answers whether there was any.
 */
export async function changeHandsEverywhere(
  ctx: NotifierContext,
  { channel, connectionId, inbound }: Chat,
): Promise<boolean> {
  const { chat, alias } = inbound.from;
  if (alias === undefined || !inbound.private) return false;
  const changed: Changed = { connectionId, channel, chat, alias };
  const firms = await firmsContradicted(ctx.platform, connectionId, { chat, alias });
  for (const tenant of firms) {
    if (tenant === ctx.tenant) changeHandsHere(ctx, changed);
    else ctx.send(notifier, 'changeHands', { tenant, key: ctx.key }, changed);
  }
  return firms.length > 0;
}

/** Ends the links of the number in this firm, which hears of it as of every address that is dead. */
export function changeHandsHere(ctx: NotifierContext, { connectionId, channel, chat, alias }: Changed): void {
  const { messageId: cause, trace, tenant } = ctx;
  ctx.write(async (tx, send) => {
    const ended = await endContradicted(tx, { connectionId, names: [chat, alias] });
    if (ended.length === 0) return;
    const told = ended.map(({ id, personId }) =>
      channelDisabled(id, { channel, reason: CHANGED_HANDS, personId }, cause),
    );
    await appendNext(tx, told);
    const eventIds = told.map(({ id }) => id);
    send(message(notifier, 'notify', { tenant }, { eventIds }, { cause, trace }));
  });
  ctx.log.info({ channel }, 'a number changed hands');
}
