import { newId } from '../../actors/contracts/ids.ts';
import { appendEvents, newEvent } from '../../db/events/append.ts';
import { createOwner } from '../../db/people/create.ts';
import { type Pool, sqlState } from '../../db/pool.ts';
import { withTenant } from '../../db/tenant.ts';
import { Problem } from '../problems/problem.ts';
import { type OpenedSession, openSession } from '../sessions/open.ts';
import type { NewTenant, Tenant, User } from './schemas.ts';
import { showTenant, TENANT_COLUMNS } from './show.ts';

export interface SignedUp {
  tenant: Tenant;
  user: User;
  opened: OpenedSession;
}

/**
 * Makes a firm with its first user, who owns it and is signed in, and appends `tenant.provisioned`.
 * @throws Problem email-taken
 */
export async function signUp(
  pool: Pool,
  wanted: NewTenant,
  meta: { passwordHash: string; userAgent: string | null; correlationId: string },
): Promise<SignedUp> {
  const tenantId = newId('tenant');
  const { name, email } = wanted.user;
  const user: User = { id: newId('user'), name: name.trim(), email, role: 'owner' };
  try {
    return await withTenant(pool, tenantId, async (tx) => {
      const { rows } = await tx.client.query(
        `insert into tenants (tenant_id, name) values ($1, $2) returning ${TENANT_COLUMNS}`,
        [tenantId, wanted.name.trim()],
      );
      const tenant = showTenant(rows[0]);
      await tx.client.query(INSERT_USER, [
        tenantId,
        user.id,
        user.email,
        user.name,
        user.role,
        meta.passwordHash,
      ]);
      await createOwner(tx, { userId: user.id, name: user.name, email: user.email });
      const data = { name: tenant.name, plan: tenant.plan };
      await appendEvents(tx, [
        newEvent('tenant.provisioned', {
          aggregate: 'tenant',
          aggregateId: tenantId,
          version: 1,
          correlationId: meta.correlationId,
          data,
        }),
      ]);
      const opened = await openSession(tx, { userId: user.id, userAgent: meta.userAgent });
      return { tenant, user, opened };
    });
  } catch (error) {
    const { constraint } = error as { constraint?: string };
    if (sqlState(error) === '23505' && constraint === 'users_email')
      throw new Problem('email-taken', { cause: error });
    throw error;
  }
}

const INSERT_USER = `
  insert into users (tenant_id, id, email, name, role, password_hash) values ($1, $2, $3, $4, $5, $6)`;
