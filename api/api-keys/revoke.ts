import type { TenantTx } from '../../db/tenant.ts';
import { notFound } from '../problems/problem.ts';

/** Revokes a key of the bound firm; it stops working within five seconds. @throws Problem not-found */
export async function revokeApiKey(tx: TenantTx, id: string): Promise<void> {
  const { rowCount } = await tx.client.query({
    name: 'revoke-api-key',
    text: REVOKE,
    values: [tx.tenantId, id],
  });
  if (rowCount === 0) throw notFound('API key');
}

const REVOKE =
  'update api_keys set revoked_at = now() where tenant_id = $1 and id = $2 and revoked_at is null';
