import type { TenantTx } from '../tenant.ts';

/** A watched case by its id, with no more than is needed to send for it. Undefined when the firm has none. */
export async function findProcess(
  tx: TenantTx,
  processId: string,
): Promise<{ id: string; number: string; status: string; courtStatus: string; createdAt: Date } | undefined> {
  const { rows } = await tx.client.query({
    name: 'find-process',
    text: `select id, number, status, court_status as "courtStatus", created_at as "createdAt" from processes
      where tenant_id = $1 and id = $2 and deleted_at is null`,
    values: [tx.tenantId, processId],
  });
  return rows[0];
}
