import type { Inbound } from '../../contracts/channels.ts';
import type { Payload } from '../../contracts/contract.ts';
import type { notifier } from '../../contracts/notifier.ts';
import type { NotifierContext, NotifierParts } from '../parts.ts';

/**
 * What somebody wrote or pressed in a chat, once, in the order in which they did. The lane's tenant is the firm whose link or
 * connection it is, or `platform` when a stranger wrote to the platform's own bot.
 */
export async function handleInbound(
  _parts: NotifierParts,
  ctx: NotifierContext,
  { channel, connectionId, inbound }: Payload<typeof notifier, 'converse'>,
): Promise<void> {
  const { id } = inbound as Inbound;
  ctx.log.info({ channel, connection: connectionId, inbound: id }, 'a person wrote');
}
