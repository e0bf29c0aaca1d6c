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

/** Whether a case that a report shows without a grant is under secrecy by now: then its files are given to nobody. */
export async function isWithheld(tx: TenantTx, reportId: string): Promise<boolean> {
  const { rows } = await tx.client.query({
    name: 'report-withheld',
    text: `select exists (
        select from reports r cross join lateral unnest(r.shown_cases) as c (id)
        join processes p on p.tenant_id = $1 and p.id = c.id and p.secrecy > 0
        where r.tenant_id = $1 and r.id = $2) as withheld`,
    values: [tx.tenantId, reportId],
  });
  return rows[0].withheld;
}
