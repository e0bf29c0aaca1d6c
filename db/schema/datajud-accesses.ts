import { sql } from 'drizzle-orm';
import { integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { createdAt, instant, tenantId } from './columns.ts';

/** A firm's own key to DataJud, beside the shared one: its cases are asked about within its own quota. */
export const datajudAccesses = pgTable(
  'datajud_accesses',
  {
    tenantId: tenantId(),
    /** Sealed; opens for this firm alone. */
    sealedKey: text('sealed_key').notNull(),
    requestsPerMinute: integer('requests_per_minute').notNull(),
    requestsPerDay: integer('requests_per_day').notNull(),
    /** Since when DataJud refuses the key: it is left alone until the firm gives another. */
    refusedAt: instant('refused_at'),
    version: integer('version').notNull().default(1),
    createdAt: createdAt(),
    updatedAt: instant('updated_at').notNull().default(sql`now()`),
  },
  (t) => [primaryKey({ columns: [t.tenantId] })],
);
