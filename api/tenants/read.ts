import type { TenantTx } from '../../db/tenant.ts';
import { notFound } from '../problems/problem.ts';
import type { Tenant } from './schemas.ts';
import { showTenant, TENANT_COLUMNS, type TenantRow } from './show.ts';

/** The bound firm itself. @throws Problem not-found when it has gone since its credentials were checked */
export async function readTenantItself(tx: TenantTx): Promise<Tenant> {
  const text = `select ${TENANT_COLUMNS} from tenants where tenant_id = $1`;
  const { rows } = await tx.client.query<TenantRow>({ name: 'read-tenant', text, values: [tx.tenantId] });
  if (!rows[0]) throw notFound('firm');
  return showTenant(rows[0]);
}
