import { listSubscriptions as listRows } from '../../db/subscriptions/read.ts';
import type { TenantTx } from '../../db/tenant.ts';
import { keyset } from '../http/pagination.ts';
import type { SubscriptionQuery } from './schemas.ts';
import { showSubscription } from './show.ts';

/** A page of the firm's subscriptions, newest first. @throws Problem invalid-cursor */
export async function listSubscriptions(tx: TenantTx, query: SubscriptionQuery) {
  const { limit = 50, cursor, ...filters } = query;
  const keys = keyset(['instant', 'text'], filters);
  const after = keys.after(cursor);
  const rows = await listRows(tx, filters, {
    limit: limit + 1,
    after: after && { createdAt: new Date(after[0]), id: after[1] },
  });
  return keys.page(rows, limit, (row) => [row.createdAt, row.id], showSubscription);
}
