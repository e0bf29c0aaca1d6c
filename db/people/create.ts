import { newId } from '../../actors/contracts/ids.ts';
import { linkEmail } from '../channels/links.ts';
import { createSubscription } from '../subscriptions/create.ts';
import type { TenantTx } from '../tenant.ts';
import { givenFields, PERSON_COLUMNS, type Person, type PersonFields } from './person.ts';

export type NewPerson = PersonFields & { name: string };

/**
 * Adds a person; one with an e-mail address is told there as well. Fails (23505 on people_email, people_user) when there is
 * somebody with this address or user already.
 */
export async function createPerson(tx: TenantTx, fields: NewPerson, by: string | null): Promise<Person> {
  const given = givenFields(fields);
  const columns = given.map(({ column }) => `, ${column}`).join('');
  const places = given.map((_, i) => `, $${i + 3}`).join('');
  const { rows } = await tx.client.query<Person>({
    text: `insert into people as p (tenant_id, id${columns}) values ($1, $2${places}) returning ${PERSON_COLUMNS}`,
    values: [tx.tenantId, newId('person'), ...given.map(({ value }) => value)],
  });
  const [person] = rows;
  if (!person) throw new Error('the person was not inserted');
  if (person.email) await linkEmail(tx, person.id, person.email, by);
  return person;
}

/** The owner of a new firm is told of everything that matters, until they say otherwise. */
export async function createOwner(
  tx: TenantTx,
  owner: { userId: string; name: string; email: string },
): Promise<Person> {
  const person = await createPerson(tx, owner, owner.userId);
  await createSubscription(tx, {
    personId: person.id,
    name: 'O que importa em todos os processos',
    include: {},
    exclude: { importances: ['low'] },
    channels: [],
  });
  return person;
}
