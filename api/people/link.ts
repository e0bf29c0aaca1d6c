import { channelNamed } from '../../actors/contracts/channel/declared.ts';
import { hashLinkCode, newLinkCode, readLinkCode } from '../../actors/contracts/link-code.ts';
import { listConnections } from '../../db/channels/connections.ts';
import { createPendingLink } from '../../db/channels/pending-link.ts';
import { readPlatformBot } from '../../db/channels/platform-bots.ts';
import { readPerson } from '../../db/people/read.ts';
import type { TenantTx } from '../../db/tenant.ts';
import { notFound, Problem } from '../problems/problem.ts';
import type { NewLink } from './schemas.ts';
import { showLink } from './show.ts';

const GOOD_FOR_MS = 15 * 60_000;

/**
 * A link that waits for its code. Without a connection of the firm's own the code is good with the platform's bot.
 * @throws Problem not-found (the person), no-connection when the named one is not an active one of this channel
 */
export async function createLink(tx: TenantTx, personId: string, wanted: NewLink, now: number) {
  if (!(await readPerson(tx, personId))) throw notFound('person');
  const { channel, connectionId } = wanted;
  const connection = (await listConnections(tx)).find(
    (one) => one.channel === channel && one.status === 'active' && (connectionId ?? one.id) === one.id,
  );
  if (connectionId !== undefined && !connection) throw new Problem('no-connection');
  const code = newLinkCode();
  const expiresAt = new Date(now + GOOD_FOR_MS);
  const link = await createPendingLink(tx, {
    personId,
    channel,
    connectionId: connection?.id ?? null,
    codeHash: hashLinkCode(code),
    expiresAt,
  });
  const botName = connection ? connection.botName : await readPlatformBot(tx, channel);
  const deepLink = channelNamed(channel).connection.deepLink(
    connection?.settings ?? {},
    readLinkCode(code) ?? code,
    botName,
  );
  return { link: showLink(link), code, deepLink: deepLink || null, expiresAt: expiresAt.toISOString() };
}
