import type { TenantTx } from '../tenant.ts';

export interface NamedMovement {
  id: string;
  grau: string;
  description: string;
  occurredAt: Date;
}

/** These movements of a case, in no order. */
export async function movementsByIds(
  tx: TenantTx,
  processId: string,
  ids: readonly string[],
): Promise<NamedMovement[]> {
  const { rows } = await tx.client.query<NamedMovement>({
    name: 'movements-by-ids',
    text: `select id, grau, description, occurred_at as "occurredAt" from movements
      where tenant_id = $1 and process_id = $2 and id = any($3)`,
    values: [tx.tenantId, processId, ids],
  });
  return rows;
}
