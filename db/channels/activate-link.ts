import type { TenantTx } from '../tenant.ts';

export interface Activation {
  connectionId: string;
  address: string;
  addressName: string | null;
  /** The message that carried the code. */
  inboundId: string;
  /** Who sent it, as the provider knows them. */
  user: string;
  windowUntil: Date | null;
}

/**
 * The code came from a chat: that is the opt-in. Another link of this chat in the firm ends, since a chat answers for one
 * person. Answers whether the link was still waiting.
 */
export async function activateLink(tx: TenantTx, linkId: string, by: Activation): Promise<boolean> {
  await tx.client.query({
    name: 'end-other-links',
    text: `update channel_links set status = 'left', reason = 'linked-anew', updated_at = now(), version = version + 1
      where tenant_id = $1 and connection_id = $2 and address = $3 and status = 'active' and id <> $4`,
    values: [tx.tenantId, by.connectionId, by.address, linkId],
  });
  const { rowCount } = await tx.client.query({
    name: 'activate-link',
    text: `update channel_links set status = 'active', reason = null, connection_id = $3, address = $4, address_name = $5,
        opt_in = $6, opted_in_at = now(), window_until = $7, code_hash = null, code_expires_at = null, updated_at = now(), version = version + 1
      where tenant_id = $1 and id = $2 and status = 'pending' and code_expires_at > now()`,
    values: [
      tx.tenantId,
      linkId,
      by.connectionId,
      by.address,
      by.addressName,
      JSON.stringify({ how: 'code', by: by.inboundId, user: by.user }),
      by.windowUntil,
    ],
  });
  return rowCount === 1;
}

/** The person wrote: free messages may be sent until then. */
export async function openWindow(tx: TenantTx, linkId: string, until: Date): Promise<void> {
  await tx.client.query({
    name: 'open-window',
    text: `update channel_links set window_until = greatest(window_until, $3), updated_at = now() where tenant_id = $1 and id = $2`,
    values: [tx.tenantId, linkId, until],
  });
}
