import type { TenantTx } from '../tenant.ts';
import { SUBSCRIPTION_COLUMNS, type Subscription } from './subscription.ts';

export async function readSubscription(tx: TenantTx, id: string): Promise<Subscription | undefined> {
  const { rows } = await tx.client.query<Subscription>({
    name: 'read-subscription',
    text: `select ${SUBSCRIPTION_COLUMNS} from subscriptions s where s.tenant_id = $1 and s.id = $2`,
    values: [tx.tenantId, id],
  });
  return rows[0];
}

export async function countSubscriptions(tx: TenantTx): Promise<number> {
  const { rows } = await tx.client.query({
    name: 'count-subscriptions',
    text: 'select count(*)::int as subscriptions from subscriptions where tenant_id = $1',
    values: [tx.tenantId],
  });
  return rows[0].subscriptions;
}

/** Those that take events now, of the whole firm or of one person. */
export async function activeSubscriptions(
  tx: TenantTx,
  personId?: string,
): Promise<Pick<Subscription, 'personId' | 'include' | 'exclude' | 'channels'>[]> {
  const { rows } = await tx.client.query<Subscription>({
    name: 'active-subscriptions',
    text: `select s.person_id as "personId", s.include, s.exclude, s.channels from subscriptions s
      where s.tenant_id = $1 and not s.paused and ($2::text is null or s.person_id = $2) order by s.created_at`,
    values: [tx.tenantId, personId ?? null],
  });
  return rows;
}

/** Newest first; `after` is the last subscription of the page before. */
export async function listSubscriptions(
  tx: TenantTx,
  filters: { personId?: string },
  page: { limit: number; after?: { createdAt: Date; id: string } },
): Promise<Subscription[]> {
  const { rows } = await tx.client.query<Subscription>({
    text: `select ${SUBSCRIPTION_COLUMNS} from subscriptions s
      where s.tenant_id = $1 and ($2::text is null or s.person_id = $2)
        and ($3::timestamptz is null or (s.created_at, s.id) < ($3, $4))
      order by s.created_at desc, s.id desc limit $5`,
    values: [
      tx.tenantId,
      filters.personId ?? null,
      page.after?.createdAt ?? null,
      page.after?.id ?? null,
      page.limit,
    ],
  });
  return rows;
}
