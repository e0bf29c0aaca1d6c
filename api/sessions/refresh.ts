import type { Pool } from '../../db/pool.ts';
import { withTenant } from '../../db/tenant.ts';
import { hashSecret } from '../auth/secrets.ts';
import { Problem } from '../problems/problem.ts';
import { type OpenedSession, openSession } from './open.ts';
import { revokeSession } from './revoke.ts';

/**
 * Spends a refresh token for new tokens of the same session. A token that was spent before is a copy in somebody's hands:
 * the whole session ends. @throws Problem invalid-refresh-token
 */
export async function refreshSession(
  pool: Pool,
  refreshToken: string,
  userAgent: string | null,
): Promise<OpenedSession & { tenantId: string }> {
  const { rows } = await pool.query({
    name: 'session-by-refresh',
    text: 'select tenant_id, id, user_id, family_id from auth.session_by_refresh($1)',
    values: [hashSecret(refreshToken)],
  });
  const token = rows[0];
  if (!token) throw new Problem('invalid-refresh-token');
  const { tenant_id: tenantId, user_id: userId, family_id: sessionId } = token;
  const opened = await withTenant(pool, tenantId, async (tx) => {
    // One statement decides who spends it; of two at once, the second finds it spent.
    const spent = await tx.client.query({ name: 'spend-refresh', text: SPEND, values: [tenantId, token.id] });
    if (spent.rowCount === 1) return openSession(tx, { userId, userAgent, sessionId });
    const again = await tx.client.query({ name: 'was-spent', text: WAS_SPENT, values: [tenantId, token.id] });
    if (again.rowCount === 1) await revokeSession(tx, { userId, sessionId });
    // Not thrown here: the revocation has to be committed.
    return undefined;
  });
  if (!opened) throw new Problem('invalid-refresh-token');
  return { tenantId, ...opened };
}

const SPEND = `
  update sessions s set spent_at = now()
  where s.tenant_id = $1 and s.id = $2 and s.spent_at is null and s.revoked_at is null and s.expires_at > now()
    and exists (select 1 from users u where u.tenant_id = $1 and u.id = s.user_id and u.disabled_at is null)`;
const WAS_SPENT = 'select 1 from sessions where tenant_id = $1 and id = $2 and spent_at is not null';
