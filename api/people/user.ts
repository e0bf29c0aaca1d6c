import type { TenantTx } from '../../db/tenant.ts';
import { Problem } from '../problems/problem.ts';

/** @throws Problem invalid-body when the firm has no such user */
export async function requireUser(tx: TenantTx, userId: string | null | undefined): Promise<void> {
  if (userId === undefined || userId === null) return;
  const { rowCount } = await tx.client.query('select 1 from users where tenant_id = $1 and id = $2', [
    tx.tenantId,
    userId,
  ]);
  if (rowCount === 1) return;
  const message = 'The firm has no such user.';
  const fix = 'Send the id of a user of the firm, or leave it out.';
  throw new Problem('invalid-body', { errors: [{ location: 'body.userId', message, fix }] });
}
