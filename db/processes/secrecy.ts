import type { TenantTx } from '../tenant.ts';

/** Whether a watched case is sealed in any grau (nivelSigilo above 0). Undefined when the firm has no such case. */
export async function findSecrecy(tx: TenantTx, processId: string): Promise<{ sealed: boolean } | undefined> {
  const { rows } = await tx.client.query<{ sealed: boolean }>({
    name: 'process-secrecy',
    text: `select p.secrecy > 0 or exists (
        select 1 from process_instances i where i.tenant_id = p.tenant_id and i.process_id = p.id and i.secrecy > 0) as sealed
      from processes p where p.tenant_id = $1 and p.id = $2 and p.deleted_at is null`,
    values: [tx.tenantId, processId],
  });
  return rows[0];
}
