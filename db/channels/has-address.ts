import type { ChannelName } from '../../actors/contracts/channel/declared.ts';
import type { TenantTx } from '../tenant.ts';

/** Whether a person is still told something on a channel: one of their addresses there is in use. */
export async function hasAddress(tx: TenantTx, personId: string, channel: ChannelName): Promise<boolean> {
  const { rows } = await tx.client.query({
    name: 'has-address',
    text: `select 1 from channel_links
      where tenant_id = $1 and person_id = $2 and channel = $3 and status = 'active' limit 1`,
    values: [tx.tenantId, personId, channel],
  });
  return rows.length > 0;
}
