import type { TenantTx } from '../tenant.ts';

/** Which of some cases the bound firm still has. */
export async function stillWatched(tx: TenantTx, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const { rows } = await tx.client.query<{ id: string }>({
    name: 'still-watched',
    text: 'select id from processes where tenant_id = $1 and id = any($2) and deleted_at is null',
    values: [tx.tenantId, ids],
  });
  return new Set(rows.map(({ id }) => id));
}
