import type { TenantTx } from '../tenant.ts';

/** Whether a person is one of the firm's: not erased, and who signs in may still do so. */
export async function isActivePerson(tx: TenantTx, personId: string): Promise<boolean> {
  const { rows } = await tx.client.query({
    name: 'is-active-person',
    text: `select 1 from people p left join users u on u.tenant_id = $1 and u.id = p.user_id
      where p.tenant_id = $1 and p.id = $2 and p.erased_at is null
        and (p.user_id is null or (u.id is not null and u.disabled_at is null))`,
    values: [tx.tenantId, personId],
  });
  return rows.length > 0;
}
