import { newId } from '../../actors/contracts/ids.ts';
import type { TenantTx } from '../../db/tenant.ts';
import { hashSecret, newRefreshToken } from '../auth/secrets.ts';

export interface OpenedSession {
  userId: string;
  /** Family id: stays the same while tokens are renewed. */
  sessionId: string;
  refreshToken: string;
  refreshExpiresAt: Date;
}

/**
 * Adds a refresh token to a session, or begins a session with one. Good for 30 days.
 *
 * A token goes: live -> spent (renewed once) ; live | spent -> revoked (signed out, or a spent one came again).
 */
export async function openSession(
  tx: TenantTx,
  {
    userId,
    userAgent,
    sessionId = newId('family'),
  }: { userId: string; userAgent: string | null; sessionId?: string },
): Promise<OpenedSession> {
  const refreshToken = newRefreshToken();
  const agent = userAgent?.slice(0, 200) ?? null;
  const { rows } = await tx.client.query<{ expires_at: Date }>({
    name: 'open-session',
    text: OPEN,
    values: [tx.tenantId, newId('session'), userId, sessionId, hashSecret(refreshToken), agent],
  });
  return { userId, sessionId, refreshToken, refreshExpiresAt: rows[0]?.expires_at as Date };
}

const OPEN = `
  insert into sessions (tenant_id, id, user_id, family_id, refresh_hash, user_agent, expires_at, started_at)
  select $1, $2, $3, $4, $5, $6, now() + interval '30 days', coalesce(min(coalesce(f.started_at, f.created_at)), now())
  from sessions f where f.tenant_id = $1 and f.family_id = $4
  returning expires_at`;
