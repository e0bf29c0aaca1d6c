import { index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { instant, tenantId } from './columns.ts';

/** Movements of a case, never deleted: withdrawn. A projection of the process events. */
export const movements = pgTable(
  'movements',
  {
    tenantId: tenantId(),
    id: text('id').notNull(),
    processId: text('process_id').notNull(),
    alias: text('alias').notNull(),
    grau: text('grau').notNull(),
    /** TPU code of the leaf. */
    code: integer('code').notNull(),
    name: text('name').notNull(),
    /** What a lawyer reads. */
    description: text('description').notNull(),
    occurredAt: instant('occurred_at').notNull(),
    complements: jsonb('complements').notNull(),
    unitName: text('unit_name'),
    /** critical | high | medium | low */
    importance: text('importance').notNull(),
    group: text('group').notNull(),
    /** new | late | backfill | correction */
    origin: text('origin').notNull(),
    /** active | withdrawn */
    status: text('status').notNull().default('active'),
    detectedAt: instant('detected_at').notNull(),
    /** When it was last corrected or withdrawn. */
    amendedAt: instant('amended_at'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    // GET /v1/processes/{id}/movements, newest first, keyset.
    index('movements_timeline').on(t.tenantId, t.processId, t.occurredAt, t.id),
  ],
);
