import type { TenantTx } from '../tenant.ts';

/** Whether any of these cases of the firm is under secrecy by now, also one that is no longer watched. */
export async function anySealed(tx: TenantTx, processIds: readonly string[]): Promise<boolean> {
  if (processIds.length === 0) return false;
  const { rows } = await tx.client.query({
    name: 'any-sealed',
    text: `select exists (select from processes where tenant_id = $1 and id = any($2) and secrecy > 0) as sealed`,
    values: [tx.tenantId, processIds],
  });
  return rows[0].sealed;
}
