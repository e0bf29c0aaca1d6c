import { disableConnection, nameBot } from '../../../db/channels/connections.ts';
import { forgetPlatformBot, namePlatformBot } from '../../../db/channels/platform-bots.ts';
import { appendNext } from '../../../db/events/append-next.ts';
import type { Standing } from '../../contracts/channels.ts';
import type { Payload } from '../../contracts/contract.ts';
import { notifier } from '../../contracts/notifier.ts';
import { message } from '../../runtime/message.ts';
import { PLATFORM_TENANT } from '../inbound/take.ts';
import type { NotifierContext } from '../parts.ts';
import { channelDisabled } from '../people/channel-disabled.ts';

/**
 * What a provider says of a connection as a whole:
 *
 *   the name of its bot ──▶ kept, for the links that bring people there
 *   dead, and its secrets are still the ones that it was said of ──▶ switched off; its adapter and the firm are told
 *   said of secrets that were replaced since ──▶ nothing
 *
 * A connection of the platform belongs to no firm: of a dead one the operator is told, in the log.
 */
export function standing(
  ctx: NotifierContext,
  { connectionId, channel, standing: said }: Payload<typeof notifier, 'standing'>,
): void {
  const { version, username, ended } = said as Standing;
  const { tenant, messageId: cause, trace } = ctx;
  if (tenant === PLATFORM_TENANT) {
    if (ended) ctx.log.error({ connection: connectionId, ...ended }, 'the platform’s connection is dead');
    ctx.write(async (tx) => {
      if (ended) await forgetPlatformBot(tx.client, connectionId, version);
      else if (username) await namePlatformBot(tx, { connectionId, channel, username, version });
    });
    return;
  }
  ctx.write(async (tx, send) => {
    if (username) await nameBot(tx, { id: connectionId, channel, version, username });
    if (!ended) return;
    const reason = `${ended.code}: ${ended.detail}`.slice(0, 1_000);
    if (!(await disableConnection(tx, connectionId, reason, { channel, version }))) return;
    const event = channelDisabled(connectionId, { channel, reason, connectionId }, cause);
    await appendNext(tx, [event]);
    send(message(notifier, 'announce', { tenant }, { connectionId }, { cause, trace }));
    send(message(notifier, 'notify', { tenant }, { eventIds: [event.id] }, { cause, trace }));
  });
}
