import type { TenantTx } from '../tenant.ts';
import { ENDPOINT_COLUMNS, type Endpoint, type SealedSecret, type SealedSigningKey } from './endpoint.ts';

/**
 * Puts a new secret and signing key first. The ones before sign along until `overlapEndsAt` (ISO 8601) and are kept no
 * longer; what a rotation before left over ends when it was to end. Undefined when there is no such endpoint.
 */
export async function rotateSecret(
  tx: TenantTx,
  endpointId: string,
  next: { secret: SealedSecret; signingKey: SealedSigningKey },
  overlapEndsAt: string,
): Promise<Endpoint | undefined> {
  const locked = await tx.client.query<{ secrets: SealedSecret[]; signingKeys: SealedSigningKey[] }>({
    name: 'lock-endpoint-secrets',
    text: `select secrets, signing_keys as "signingKeys" from webhook_endpoints
      where tenant_id = $1 and id = $2 and deleted_at is null for update`,
    values: [tx.tenantId, endpointId],
  });
  const current = locked.rows[0];
  if (!current) return undefined;
  const { rows } = await tx.client.query<Endpoint>({
    name: 'rotate-secret',
    text: `update webhook_endpoints w set secrets = $3, signing_keys = $4, updated_at = now(), version = version + 1
      where w.tenant_id = $1 and w.id = $2 returning ${ENDPOINT_COLUMNS}`,
    values: [
      tx.tenantId,
      endpointId,
      JSON.stringify([next.secret, ...retire(current.secrets, overlapEndsAt)]),
      JSON.stringify([next.signingKey, ...retire(current.signingKeys, overlapEndsAt)]),
    ],
  });
  return rows[0];
}

function retire<T extends SealedSecret>(secrets: readonly T[], overlapEndsAt: string): T[] {
  const now = new Date().toISOString();
  return secrets
    .map((s) => ({
      ...s,
      expiresAt: s.expiresAt && s.expiresAt < overlapEndsAt ? s.expiresAt : overlapEndsAt,
    }))
    .filter((s) => s.expiresAt > now);
}
