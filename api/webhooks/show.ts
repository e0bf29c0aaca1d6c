import type { Attempt as AttemptRow } from '../../db/webhooks/attempts.ts';
import type { Delivery as DeliveryRow } from '../../db/webhooks/deliveries.ts';
import type { Endpoint } from '../../db/webhooks/endpoint.ts';
import type { Attempt, Delivery } from './delivery-schemas.ts';
import type { Webhook } from './schemas.ts';

/** An endpoint as the API shows it. */
export function showWebhook(row: Endpoint): Webhook {
  return {
    ...row,
    filters: row.filters as Webhook['filters'],
    failingSince: row.failingSince?.toISOString() ?? null,
    signingKeys: row.signingKeys ?? [],
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

export function showDelivery({ endpointId, position: _position, ...row }: DeliveryRow): Delivery {
  return {
    ...row,
    webhookId: endpointId,
    nextAttemptAt: row.nextAttemptAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}

export function showAttempt(row: AttemptRow): Attempt {
  return { ...row, attemptedAt: row.attemptedAt.toISOString() };
}
