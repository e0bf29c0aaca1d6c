import type { ChannelName } from '../../actors/contracts/channel/declared.ts';
import { newId } from '../../actors/contracts/ids.ts';
import type { TenantTx } from '../tenant.ts';
import { LINK_COLUMNS, type Link, newToken } from './links.ts';

/** A link that waits for its one-time code; one of the same person and channel that still waited is replaced. */
export async function createPendingLink(
  tx: TenantTx,
  wanted: {
    personId: string;
    channel: ChannelName;
    connectionId: string | null;
    codeHash: string;
    expiresAt: Date;
  },
): Promise<Link> {
  const { personId, channel, connectionId, codeHash, expiresAt } = wanted;
  await tx.client.query({
    name: 'drop-pending-links',
    text: `delete from channel_links where tenant_id = $1 and person_id = $2 and channel = $3 and status = 'pending'`,
    values: [tx.tenantId, personId, channel],
  });
  const { rows } = await tx.client.query<Link>({
    name: 'create-pending-link',
    text: `insert into channel_links as l (tenant_id, id, person_id, channel, connection_id, status, code_hash, code_expires_at, unsubscribe_token)
      values ($1, $2, $3, $4, $5, 'pending', $6, $7, $8) returning ${LINK_COLUMNS}`,
    values: [tx.tenantId, newId('link'), personId, channel, connectionId, codeHash, expiresAt, newToken()],
  });
  const [link] = rows;
  if (!link) throw new Error('the link was not made');
  return link;
}
