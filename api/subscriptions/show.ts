import type { Subscription as Row } from '../../db/subscriptions/subscription.ts';
import type { Subscription } from './schemas.ts';

/** A subscription as the API shows it. */
export function showSubscription({ version: _, ...row }: Row): Subscription {
  return {
    ...row,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  } as Subscription;
}
