import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { createdAt, instant, tenantId } from './columns.ts';

/** One event on its way to one endpoint. `id` is the webhook-id, the same over all retries. */
export const webhookDeliveries = pgTable(
  'webhook_deliveries',
  {
    tenantId: tenantId(),
    id: text('id').notNull(),
    endpointId: text('endpoint_id').notNull(),
    eventId: text('event_id').notNull(),
    eventType: text('event_type').notNull(),
    processId: text('process_id'),
    /** 1, 2, 3 ... per (endpoint, process): a receiver that sees a hole has missed something. */
    sequence: bigint('sequence', { mode: 'number' }),
    /** Order of all deliveries of one endpoint: the cursor of "everything missing since". */
    position: bigint('position', { mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
    /** What is signed and sent; null once it was cleared (db/webhooks/clear.ts). The rest stays: it says what was sent, and when. */
    body: text('body'),
    /** pending | delivered | failed | aborted */
    state: text('state').notNull().default('pending'),
    attempts: integer('attempts').notNull().default(0),
    /** Asked for by a person or partner; a resend, not a first delivery. */
    resend: boolean('resend').notNull().default(false),
    nextAttemptAt: instant('next_attempt_at'),
    lastStatus: integer('last_status'),
    lastError: text('last_error'),
    createdAt: createdAt(),
    finishedAt: instant('finished_at'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    // An event reaches an endpoint once, whatever is handled twice.
    uniqueIndex('webhook_deliveries_event').on(t.tenantId, t.endpointId, t.eventId),
    // The lane of an endpoint: what is due, oldest first.
    index('webhook_deliveries_due')
      .on(t.tenantId, t.endpointId, t.nextAttemptAt, t.position)
      .where(sql`state = 'pending'`),
    // An earlier delivery of the same process holds back a later one.
    index('webhook_deliveries_held')
      .on(t.tenantId, t.endpointId, t.processId, t.position)
      .where(sql`state = 'pending'`),
    // GET /v1/webhooks/{id}/deliveries?state=: how few end.
    index('webhook_deliveries_undelivered')
      .on(t.tenantId, t.endpointId, t.state, t.position)
      .where(sql`state in ('failed', 'aborted')`),
    // GET /v1/webhooks/{id}/deliveries?eventType=, ?processId=
    index('webhook_deliveries_type').on(t.tenantId, t.endpointId, t.eventType, t.position),
    index('webhook_deliveries_process').on(t.tenantId, t.endpointId, t.processId, t.position),
    // GET /v1/webhooks/{id}/deliveries?since=
    index('webhook_deliveries_since').on(t.tenantId, t.endpointId, t.createdAt),
    // Clearing of what ended long ago, oldest first.
    index('webhook_deliveries_kept')
      .on(t.tenantId, t.endpointId, t.finishedAt)
      .where(sql`state <> 'pending' and body is not null`),
    // What is to be sent has something to send, whoever asks for it again.
    check('webhook_deliveries_sendable', sql`state <> 'pending' or body is not null`),
    // GET /v1/webhooks/{id}/deliveries, newest first; resend of a range.
    index('webhook_deliveries_log').on(t.tenantId, t.endpointId, t.position),
  ],
);
