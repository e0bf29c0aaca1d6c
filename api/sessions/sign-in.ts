import type { Pool } from '../../db/pool.ts';
import { withTenant } from '../../db/tenant.ts';
import type { PasswordHasher } from '../auth/passwords.ts';
import { Problem } from '../problems/problem.ts';
import { type OpenedSession, openSession } from './open.ts';
import type { Credentials } from './schemas.ts';

/**
 * Signs a person in. An unknown address costs the same time as a wrong password and answers the same.
 * @throws Problem invalid-credentials
 */
export async function signIn(
  pool: Pool,
  passwords: PasswordHasher,
  { email, password }: Credentials,
  userAgent: string | null,
): Promise<OpenedSession & { tenantId: string }> {
  const { rows } = await pool.query({
    name: 'user-by-email',
    text: 'select tenant_id, id, password_hash, disabled_at from auth.user_by_email($1)',
    values: [email],
  });
  const user = rows[0];
  const matches = await passwords.verify(password, user?.password_hash);
  if (!matches || user.disabled_at) throw new Problem('invalid-credentials');
  const tenantId: string = user.tenant_id;
  const opened = await withTenant(pool, tenantId, (tx) => openSession(tx, { userId: user.id, userAgent }));
  return { tenantId, ...opened };
}
