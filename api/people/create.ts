import { createPerson as insertPerson } from '../../db/people/create.ts';
import type { Person as PersonRow } from '../../db/people/person.ts';
import { countPeople } from '../../db/people/read.ts';
import type { TenantTx } from '../../db/tenant.ts';
import { Problem } from '../problems/problem.ts';
import type { NewPerson } from './schemas.ts';
import { requireUser } from './user.ts';

const MAX_PEOPLE = 2_000;

/** Adds a person. @throws Problem too-many-people, invalid-body */
export async function createPerson(tx: TenantTx, wanted: NewPerson, by: string | null): Promise<PersonRow> {
  if ((await countPeople(tx)) >= MAX_PEOPLE)
    throw new Problem('too-many-people', { detail: `A firm may have ${MAX_PEOPLE} people.` });
  await requireUser(tx, wanted.userId);
  return insertPerson(tx, wanted, by);
}
