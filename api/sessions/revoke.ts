import type { TenantTx } from '../../db/tenant.ts';

/**
 * Ends a session of a user: its refresh token at once, its access tokens within five seconds.
 * Answers whether there was one.
 */
export async function revokeSession(
  tx: TenantTx,
  { userId, sessionId }: { userId: string; sessionId: string },
): Promise<boolean> {
  const values = [tx.tenantId, sessionId, userId];
  const { rowCount } = await tx.client.query({ name: 'revoke-session', text: REVOKE, values });
  return (rowCount ?? 0) > 0;
}

const REVOKE = `
  update sessions set revoked_at = now()
  where tenant_id = $1 and family_id = $2 and user_id = $3 and revoked_at is null`;
