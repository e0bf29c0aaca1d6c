import { readPerson } from '../../db/people/read.ts';
import { createSubscription as insertSubscription } from '../../db/subscriptions/create.ts';
import { countSubscriptions } from '../../db/subscriptions/read.ts';
import type { Subscription as Row } from '../../db/subscriptions/subscription.ts';
import type { TenantTx } from '../../db/tenant.ts';
import { notFound, Problem } from '../problems/problem.ts';
import type { NewSubscription } from './schemas.ts';

const MAX_SUBSCRIPTIONS = 5_000;

/** @throws Problem not-found (the person), too-many-people */
export async function createSubscription(tx: TenantTx, wanted: NewSubscription): Promise<Row> {
  const { personId, name, include = {}, exclude = {}, channels = [] } = wanted;
  if (!(await readPerson(tx, personId))) throw notFound('person');
  if ((await countSubscriptions(tx)) >= MAX_SUBSCRIPTIONS)
    throw new Problem('too-many-people', { detail: `A firm may have ${MAX_SUBSCRIPTIONS} subscriptions.` });
  return insertSubscription(tx, { personId, name, include, exclude, channels });
}
