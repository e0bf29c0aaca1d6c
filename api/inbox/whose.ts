import { readPerson, readPersonOfUser } from '../../db/people/read.ts';
import type { TenantTx } from '../../db/tenant.ts';
import type { Principal } from '../auth/policy.ts';
import { notFound, Problem } from '../problems/problem.ts';

/** The person whose inbox is asked for: the one that is named, else the user who asks. @throws Problem */
export async function whoseInbox(
  tx: TenantTx,
  principal: Principal,
  personId: string | undefined,
): Promise<string> {
  if (personId !== undefined) {
    if (!(await readPerson(tx, personId))) throw notFound('person');
    return personId;
  }
  const person = principal.userId === undefined ? undefined : await readPersonOfUser(tx, principal.userId);
  if (person) return person.id;
  const message = 'The caller is no person of the firm.';
  const fix = 'Send the personId whose inbox is meant, or make the user a person with POST /v1/people.';
  throw new Problem('invalid-parameter', { errors: [{ location: 'query.personId', message, fix }] });
}
