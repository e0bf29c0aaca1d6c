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

/**
 * Whether a case that a report shows without a grant is under secrecy by now: then its files are given to nobody. Of a report whose
 * cases were not written down, any that it may show: the case that it is about, which was not sealed when it was made, or else every
 * sealed case of the firm that changed since it was asked for. Tags may have changed, and are not trusted to leave a case out.
 */
export async function isWithheld(tx: TenantTx, reportId: string): Promise<boolean> {
  const { rows } = await tx.client.query({
    name: 'report-withheld',
    text: WITHHELD,
    values: [tx.tenantId, reportId],
  });
  return rows[0].withheld;
}

// A case is given the instant of its change before that is committed, and by another clock: five minutes are allowed for both.
const WITHHELD = `
  select exists (
    select from reports r cross join lateral unnest(r.shown_cases) as c (id)
    join processes p on p.tenant_id = $1 and p.id = c.id and p.secrecy > 0
    where r.tenant_id = $1 and r.id = $2
  ) or exists (
    select from reports r
    where r.tenant_id = $1 and r.id = $2 and r.shown_cases is null and r.snapshot_at is not null and r.kind <> 'usage'
      and r.params -> 'includeSealed' is distinct from 'true'
      and case when r.params ->> 'processId' is null
        then exists (
          select from processes p
          where p.tenant_id = $1 and p.secrecy > 0 and p.changed_at > r.created_at - interval '5 minutes')
        else exists (
          select from processes p where p.tenant_id = $1 and p.id = r.params ->> 'processId' and p.secrecy > 0)
        end
  ) as withheld`;
