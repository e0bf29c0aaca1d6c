import type { TenantTx } from '../tenant.ts';
import { abortPending } from './health.ts';

/**
 * Takes an endpoint away: its secrets are forgotten at once and what was pending is aborted. Its log stays readable
 * to nobody but us. Answers false when there is no such endpoint.
 */
export async function deleteEndpoint(tx: TenantTx, endpointId: string): Promise<boolean> {
  const { rowCount } = await tx.client.query({
    name: 'delete-endpoint',
    text: `update webhook_endpoints set deleted_at = now(), updated_at = now(), status = 'paused', version = version + 1,
        secrets = '[]', signing_keys = '[]'
      where tenant_id = $1 and id = $2 and deleted_at is null`,
    values: [tx.tenantId, endpointId],
  });
  if (rowCount === 0) return false;
  await abortPending(tx, endpointId);
  return true;
}
