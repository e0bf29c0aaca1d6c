import type { TenantTx } from '../tenant.ts';

/** Whether a case of a message is sealed now. */
export async function hasSealedCase(tx: TenantTx, processIds: readonly string[]): Promise<boolean> {
  const { rows } = await tx.client.query<{ sealed: boolean }>({
    name: 'has-sealed-case',
    text: `select exists (
      select 1 from processes c where c.tenant_id = $1 and c.id = any($2) and c.secrecy > 0) as sealed`,
    values: [tx.tenantId, processIds],
  });
  return rows[0]?.sealed ?? false;
}
