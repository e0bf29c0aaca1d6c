import { readPerson, readPersonOfUser } from '../../db/people/read.ts';
import type { TenantTx } from '../../db/tenant.ts';
import type { Principal } from '../auth/policy.ts';
import { notFound } from '../problems/problem.ts';

/** Of a caller who is no person: its inbox is empty. */
const NOBODY = '';

/** The person whose inbox is asked for: the one that is named, else the user who asks. @throws Problem not-found */
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
  return person?.id ?? NOBODY;
}
