import { findLinksByAddress } from '../../../db/channels/find-link.ts';
import { leaveChat } from '../../../db/channels/links.ts';
import { appendNext } from '../../../db/events/append-next.ts';
import type { Payload } from '../../contracts/contract.ts';
import { notifier } from '../../contracts/notifier.ts';
import { message } from '../../runtime/message.ts';
import type { NotifierContext } from '../parts.ts';
import { channelDisabled } from '../people/channel-disabled.ts';
import { answer, type Chat } from './answer.ts';
import { SAY } from './words.ts';

type Leaving = Payload<typeof notifier, 'leave'>;

/**
 * The person of a chat wants to be told nothing there any more. The bot may be the platform's, and the chat linked at several
 * firms: each firm's own lane ends its links, and the message that said so is kept with each as the proof.
 */
export async function leaveEverywhere(ctx: NotifierContext, from: Chat, how: Leaving['how']): Promise<void> {
  const { channel, connectionId, inbound } = from;
  const { chat, alias, user } = inbound.from;
  // A group is linked by each by themselves; one who leaves does not leave for the others. A bot that was put out is out for all.
  const own = inbound.private || how === 'blocked' ? {} : { user };
  const leaving: Leaving = {
    connectionId,
    channel,
    chat,
    ...(alias ? { alias } : {}),
    how,
    inboundId: inbound.id,
    ...own,
  };
  const linked = (await findLinksByAddress(ctx.platform, connectionId, inbound.from)).filter(
    ({ linkedBy }) => own.user === undefined || linkedBy === own.user,
  );
  for (const tenant of new Set(linked.map((link) => link.tenant))) {
    if (tenant === ctx.tenant) leaveHere(ctx, leaving);
    else ctx.send(notifier, 'leave', { tenant, key: ctx.key }, leaving);
  }
  if (how === 'asked')
    answer(ctx, from, SAY.left([...new Set(linked.map(({ firm }) => firm).filter(Boolean))]));
}

/** Ends the links of a chat in this firm. One that the provider cut off is told to the firm: the person may not have meant it. */
export function leaveHere(ctx: NotifierContext, leaving: Leaving): void {
  const { connectionId, channel, chat, alias, user, how, inboundId } = leaving;
  const names = alias ? [chat, alias] : [chat];
  const { messageId: cause, trace, tenant } = ctx;
  ctx.write(async (tx, send) => {
    const ended = await leaveChat(tx, { connectionId, names, user, optOut: { how, by: inboundId } });
    if (how !== 'blocked' || ended.length === 0) return;
    const told = ended.map(({ id, personId }) =>
      channelDisabled(id, { channel, reason: how, personId }, cause),
    );
    await appendNext(tx, told);
    const eventIds = told.map(({ id }) => id);
    send(message(notifier, 'notify', { tenant }, { eventIds }, { cause, trace }));
  });
  ctx.log.info({ channel, how }, 'a person left a channel');
}
