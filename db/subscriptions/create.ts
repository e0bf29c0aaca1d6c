import { newId } from '../../actors/contracts/ids.ts';
import type { TenantTx } from '../tenant.ts';
import { SUBSCRIPTION_COLUMNS, type Subscription } from './subscription.ts';

export type NewSubscription = Pick<Subscription, 'personId' | 'name' | 'include' | 'exclude' | 'channels'>;

export async function createSubscription(tx: TenantTx, wanted: NewSubscription): Promise<Subscription> {
  const { rows } = await tx.client.query<Subscription>({
    name: 'create-subscription',
    text: `insert into subscriptions as s (tenant_id, id, person_id, name, include, exclude, channels)
      values ($1, $2, $3, $4, $5, $6, $7) returning ${SUBSCRIPTION_COLUMNS}`,
    values: [
      tx.tenantId,
      newId('subscription'),
      wanted.personId,
      wanted.name,
      JSON.stringify(wanted.include),
      JSON.stringify(wanted.exclude),
      wanted.channels,
    ],
  });
  const [subscription] = rows;
  if (!subscription) throw new Error('the subscription was not inserted');
  return subscription;
}
