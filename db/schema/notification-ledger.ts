import { bigint, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { MessageCost } from '../../actors/contracts/message-cost.ts';
import { instant, tenantId } from './columns.ts';

/** What became of a message, step by step. Append only. */
export const notificationLedger = pgTable(
  'notification_ledger',
  {
    tenantId: tenantId(),
    notificationId: text('notification_id').notNull(),
    position: bigint('position', { mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
    /** Null for what concerns the message as a whole. */
    sendId: text('send_id'),
    /** held | queued | sent | delivered | read | failed | acknowledged | escalated */
    state: text('state').notNull(),
    at: instant('at').notNull(),
    attempt: integer('attempt').notNull().default(0),
    reason: text('reason'),
    providerId: text('provider_id'),
    cost: jsonb('cost').$type<MessageCost>(),
  },
  // GET /v1/notifications/{id}: its steps in order.
  (t) => [primaryKey({ columns: [t.tenantId, t.notificationId, t.position] })],
);
