import type { TenantTx } from '../tenant.ts';
import { SUBSCRIPTION_COLUMNS, type Subscription } from './subscription.ts';

export type SubscriptionChanges = Partial<
  Pick<Subscription, 'name' | 'include' | 'exclude' | 'channels' | 'paused'>
>;

export type SubscriptionUpdate =
  | { outcome: 'not_found' }
  | { outcome: 'stale' }
  | { outcome: 'updated'; subscription: Subscription };

export async function updateSubscription(
  tx: TenantTx,
  id: string,
  changes: SubscriptionChanges,
  meta: { expectedVersion?: number },
): Promise<SubscriptionUpdate> {
  const json = (value: unknown) => (value === undefined ? null : JSON.stringify(value));
  const { rows } = await tx.client.query<Subscription>({
    name: 'update-subscription',
    text: `update subscriptions s set name = coalesce($4, name), include = coalesce($5, include), exclude = coalesce($6, exclude),
        channels = coalesce($7, channels), paused = coalesce($8, paused), updated_at = now(), version = version + 1
      where s.tenant_id = $1 and s.id = $2 and ($3::int is null or s.version = $3) returning ${SUBSCRIPTION_COLUMNS}`,
    values: [
      tx.tenantId,
      id,
      meta.expectedVersion ?? null,
      changes.name ?? null,
      json(changes.include),
      json(changes.exclude),
      changes.channels ?? null,
      changes.paused ?? null,
    ],
  });
  if (rows[0]) return { outcome: 'updated', subscription: rows[0] };
  const { rowCount } = await tx.client.query('select 1 from subscriptions where tenant_id = $1 and id = $2', [
    tx.tenantId,
    id,
  ]);
  return { outcome: rowCount === 0 ? 'not_found' : 'stale' };
}

/** Answers false when there is no such subscription. */
export async function deleteSubscription(tx: TenantTx, id: string): Promise<boolean> {
  const { rowCount } = await tx.client.query({
    name: 'delete-subscription',
    text: 'delete from subscriptions where tenant_id = $1 and id = $2',
    values: [tx.tenantId, id],
  });
  return rowCount === 1;
}
