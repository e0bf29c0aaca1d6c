import { listConnections } from '../../db/channels/connections.ts';
import { createPendingLink, newLinkCode } from '../../db/channels/link-codes.ts';
import { readPerson } from '../../db/people/read.ts';
import type { TenantTx } from '../../db/tenant.ts';
import { notFound, Problem } from '../problems/problem.ts';
import type { NewLink } from './schemas.ts';
import { showLink } from './show.ts';

const GOOD_FOR_MS = 30 * 60_000;

/** A link that waits for its code. @throws Problem not-found (the person), no-connection */
export async function createLink(tx: TenantTx, personId: string, wanted: NewLink, now: number) {
  if (!(await readPerson(tx, personId))) throw notFound('person');
  const connections = await listConnections(tx);
  const connection = connections.find(
    ({ id, channel, status }) =>
      channel === wanted.channel && status === 'active' && (wanted.connectionId ?? id) === id,
  );
  if (!connection) throw new Problem('no-connection');
  const code = newLinkCode();
  const expiresAt = new Date(now + GOOD_FOR_MS);
  const { channel } = wanted;
  const link = await createPendingLink(tx, {
    personId,
    channel,
    connectionId: connection.id,
    code,
    expiresAt,
  });
  return {
    link: showLink(link),
    code,
    deepLink: deepLinkOf(channel, connection.settings, code),
    expiresAt: expiresAt.toISOString(),
  };
}

function deepLinkOf(channel: string, settings: Record<string, string>, code: string): string | null {
  if (channel === 'telegram' && settings.username) return `https://t.me/${settings.username}?start=${code}`;
  if (channel === 'whatsapp' && settings.phone)
    return `https://wa.me/${settings.phone.replaceAll(/\D/g, '')}?text=${code}`;
  return null;
}
