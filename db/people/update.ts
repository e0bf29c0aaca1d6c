import { linkEmail, unlinkEmail } from '../channels/links.ts';
import type { TenantTx } from '../tenant.ts';
import { givenFields, PERSON_COLUMNS, type Person, type PersonFields } from './person.ts';

export type PersonUpdate =
  | { outcome: 'not_found' }
  | { outcome: 'stale'; version: number }
  | { outcome: 'updated'; person: Person };

/** Changes a person; a new e-mail address replaces the one that they were told at. Fails like `createPerson`. */
export async function updatePerson(
  tx: TenantTx,
  personId: string,
  fields: PersonFields,
  meta: { expectedVersion?: number; by: string | null },
): Promise<PersonUpdate> {
  const locked = await tx.client.query<{ version: number; email: string | null }>({
    name: 'lock-person',
    text: 'select version, email from people where tenant_id = $1 and id = $2 and erased_at is null for update',
    values: [tx.tenantId, personId],
  });
  const current = locked.rows[0];
  if (!current) return { outcome: 'not_found' };
  if (meta.expectedVersion !== undefined && meta.expectedVersion !== current.version)
    return { outcome: 'stale', version: current.version };
  const given = givenFields(fields);
  const changes = given.map(({ column }, i) => `${column} = $${i + 3}, `).join('');
  const { rows } = await tx.client.query<Person>({
    text: `update people p set ${changes}updated_at = now(), version = version + 1
      where p.tenant_id = $1 and p.id = $2 returning ${PERSON_COLUMNS}`,
    values: [tx.tenantId, personId, ...given.map(({ value }) => value)],
  });
  const person = rows[0];
  if (!person) throw new Error(`person ${personId} vanished under its lock`);
  if (person.email?.toLowerCase() !== current.email?.toLowerCase()) {
    await unlinkEmail(tx, personId);
    if (person.email) await linkEmail(tx, personId, person.email, meta.by);
  }
  return { outcome: 'updated', person };
}
