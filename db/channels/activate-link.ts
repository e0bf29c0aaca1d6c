import type { TenantTx } from '../tenant.ts';

export interface Activation {
  connectionId: string;
  address: string;
  /** The same chat by another name, where its provider said so. */
  otherAddress: string | null;
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
      where tenant_id = $1 and connection_id = $2 and status = 'active' and id <> $4
        and (address = any($3) or other_address = any($3))`,
    values: [tx.tenantId, by.connectionId, namesOf(by), linkId],
  });
  const { rowCount } = await tx.client.query({
    name: 'activate-link',
    text: `update channel_links set status = 'active', reason = null, connection_id = $3, address = $4, address_name = $5,
        opt_in = $6, opted_in_at = now(), window_until = $7, other_address = $8, code_hash = null, code_expires_at = null, updated_at = now(), version = version + 1
      where tenant_id = $1 and id = $2 and status = 'pending' and code_expires_at > now()`,
    values: [
      tx.tenantId,
      linkId,
      by.connectionId,
      by.address,
      by.addressName,
      JSON.stringify({ how: 'code', by: by.inboundId, user: by.user }),
      by.windowUntil,
      by.otherAddress,
    ],
  });
  return rowCount === 1;
}

function namesOf({ address, otherAddress }: Activation): string[] {
  return otherAddress === null ? [address] : [address, otherAddress];
}

/** The provider has told the other name of a chat that is linked under one of them. */
export async function learnAlias(
  tx: TenantTx,
  linkId: string,
  { chat, alias }: { chat: string; alias: string },
): Promise<void> {
  await tx.client.query({
    name: 'learn-alias',
    text: `update channel_links set other_address = case when address = $3 then $4 else $3 end, updated_at = now(), version = version + 1
      where tenant_id = $1 and id = $2 and status = 'active' and other_address is null and address in ($3, $4)`,
    values: [tx.tenantId, linkId, chat, alias],
  });
}

/** The person wrote: free messages may be sent until then. */
export async function openWindow(tx: TenantTx, linkId: string, until: Date): Promise<void> {
  await tx.client.query({
    name: 'open-window',
    text: `update channel_links set window_until = greatest(window_until, $3), updated_at = now() where tenant_id = $1 and id = $2`,
    values: [tx.tenantId, linkId, until],
  });
}
