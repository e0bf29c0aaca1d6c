import { integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { createdAt, instant, tenantId } from './columns.ts';

/** A firm's night of work at the provider; results come back under the answers' ids. */
export const aiBatches = pgTable(
  'ai_batches',
  {
    tenantId: tenantId(),
    id: text('id').notNull(),
    /** The provider's id. */
    providerId: text('provider_id').notNull(),
    model: text('model').notNull(),
    answers: integer('answers').notNull(),
    /** in_progress | collected */
    state: text('state').notNull().default('in_progress'),
    createdAt: createdAt(),
    /** The provider gives up what it has not done by then. */
    expiresAt: instant('expires_at').notNull(),
    collectedAt: instant('collected_at'),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] })],
);
