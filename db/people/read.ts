import type { TenantTx } from '../tenant.ts';
import { PERSON_COLUMNS, type Person } from './person.ts';

/** A person who was not erased, or undefined. */
export async function readPerson(tx: TenantTx, personId: string): Promise<Person | undefined> {
  const { rows } = await tx.client.query<Person>({
    name: 'read-person',
    text: `select ${PERSON_COLUMNS} from people p where p.tenant_id = $1 and p.id = $2 and p.erased_at is null`,
    values: [tx.tenantId, personId],
  });
  return rows[0];
}

/** The person that a user is, or undefined. */
export async function readPersonOfUser(tx: TenantTx, userId: string): Promise<Person | undefined> {
  const { rows } = await tx.client.query<Person>({
    name: 'read-person-of-user',
    text: `select ${PERSON_COLUMNS} from people p where p.tenant_id = $1 and p.user_id = $2 and p.erased_at is null`,
    values: [tx.tenantId, userId],
  });
  return rows[0];
}

/** Which of these ids are of nobody in the firm, or of somebody who was erased. */
export async function unknownPeople(tx: TenantTx, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const { rows } = await tx.client.query<{ id: string }>({
    name: 'unknown-people',
    text: `select id from unnest($2::text[]) as given(id)
      where not exists (select 1 from people p where p.tenant_id = $1 and p.id = given.id and p.erased_at is null)`,
    values: [tx.tenantId, ids],
  });
  return rows.map(({ id }) => id);
}

export async function countPeople(tx: TenantTx): Promise<number> {
  const { rows } = await tx.client.query({
    name: 'count-people',
    text: 'select count(*)::int as people from people where tenant_id = $1 and erased_at is null',
    values: [tx.tenantId],
  });
  return rows[0].people;
}

/** Newest first; `after` is the last person of the page before. */
export async function listPeople(
  tx: TenantTx,
  filters: { email?: string; userId?: string },
  page: { limit: number; after?: { createdAt: Date; id: string } },
): Promise<Person[]> {
  const { rows } = await tx.client.query<Person>({
    text: `select ${PERSON_COLUMNS} from people p
      where p.tenant_id = $1 and p.erased_at is null and ($2::text is null or lower(p.email) = lower($2))
        and ($3::text is null or p.user_id = $3) and ($4::timestamptz is null or (p.created_at, p.id) < ($4, $5))
      order by p.created_at desc, p.id desc limit $6`,
    values: [
      tx.tenantId,
      filters.email ?? null,
      filters.userId ?? null,
      page.after?.createdAt ?? null,
      page.after?.id ?? null,
      page.limit,
    ],
  });
  return rows;
}
