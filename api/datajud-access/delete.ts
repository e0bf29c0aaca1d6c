import type { TenantTx } from '../../db/tenant.ts';
import { notFound } from '../problems/problem.ts';

/** The bound firm shares the common quota again. @throws Problem not-found when it has no access of its own */
export async function deleteDatajudAccess(tx: TenantTx): Promise<void> {
  const text = 'delete from datajud_accesses where tenant_id = $1';
  const { rowCount } = await tx.client.query({ name: 'delete-datajud-access', text, values: [tx.tenantId] });
  if (rowCount === 0) throw notFound('access');
}
