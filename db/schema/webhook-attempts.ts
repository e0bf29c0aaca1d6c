import { index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { instant, tenantId } from './columns.ts';

/** What happened at each attempt, with the receiver's answer (its first 4 KB). */
export const webhookAttempts = pgTable(
  'webhook_attempts',
  {
    tenantId: tenantId(),
    id: text('id').notNull(),
    endpointId: text('endpoint_id').notNull(),
    deliveryId: text('delivery_id').notNull(),
    attempt: integer('attempt').notNull(),
    attemptedAt: instant('attempted_at').notNull(),
    durationMs: integer('duration_ms').notNull(),
    status: integer('status'),
    /** delivered | retry | failed | aborted | disabled */
    outcome: text('outcome').notNull(),
    error: text('error'),
    responseHeaders: jsonb('response_headers').$type<Record<string, string>>(),
    responseBody: text('response_body'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    // GET /v1/webhooks/{id}/deliveries/{deliveryId}/attempts in order.
    index('webhook_attempts_delivery').on(t.tenantId, t.deliveryId, t.attempt),
  ],
);
