import { type Static, Type } from '@sinclair/typebox';
import type { TenantTx } from '../../db/tenant.ts';
import { listAttempts as listAttemptRows } from '../../db/webhooks/attempts.ts';
import { listDeliveries as listDeliveryRows, readDelivery } from '../../db/webhooks/deliveries.ts';
import { listEndpoints, readEndpoint } from '../../db/webhooks/read.ts';
import { oneOf, strict } from '../http/conventions.ts';
import { keyset, pageQuery } from '../http/pagination.ts';
import { notFound } from '../problems/problem.ts';
import type { DeliveryQuery } from './delivery-schemas.ts';
import { showAttempt, showDelivery, showWebhook } from './show.ts';

export const WebhookQuery = strict({
  ...pageQuery,
  status: Type.Optional(oneOf(['active', 'paused', 'disabled'], 'Only in this status')),
});
type WebhookQuery = Static<typeof WebhookQuery>;

/** A page of the firm's endpoints, newest first. @throws Problem invalid-cursor */
export async function listWebhooks(tx: TenantTx, query: WebhookQuery) {
  const { limit = 50, cursor, ...filters } = query;
  const keys = keyset(['instant', 'text'], filters);
  const after = keys.after(cursor);
  const rows = await listEndpoints(tx, filters, {
    limit: limit + 1,
    after: after && { createdAt: new Date(after[0]), id: after[1] },
  });
  return keys.page(rows, limit, (row) => [row.createdAt, row.id], showWebhook);
}

/** A page of what an endpoint was sent, newest first. @throws Problem not-found, invalid-cursor */
export async function listDeliveries(tx: TenantTx, webhookId: string, query: DeliveryQuery) {
  const { limit = 50, cursor, ...filters } = query;
  const keys = keyset(['integer'], { webhookId, ...filters });
  const after = keys.after(cursor);
  if (!(await readEndpoint(tx, webhookId))) throw notFound('webhook');
  const rows = await listDeliveryRows(
    tx,
    webhookId,
    { ...filters, since: filters.since === undefined ? undefined : new Date(filters.since) },
    { limit: limit + 1, after: after && Number(after[0]) },
  );
  return keys.page(rows, limit, (row) => [row.position], showDelivery);
}

/** A page of the attempts of one delivery, in order. @throws Problem not-found, invalid-cursor */
export async function listAttempts(
  tx: TenantTx,
  path: { webhookId: string; deliveryId: string },
  query: { limit?: number; cursor?: string },
) {
  const { limit = 50, cursor } = query;
  const keys = keyset(['integer', 'text'], path.deliveryId);
  const after = keys.after(cursor);
  if (!(await readDelivery(tx, path.webhookId, path.deliveryId))) throw notFound('delivery');
  const rows = await listAttemptRows(tx, path.deliveryId, {
    limit: limit + 1,
    after: after && { attempt: Number(after[0]), id: after[1] },
  });
  return keys.page(rows, limit, (row) => [row.attempt, row.id], showAttempt);
}
