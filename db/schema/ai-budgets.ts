import { bigint, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { tenantId } from './columns.ts';

/** What a firm has spent in a month, and what is reserved for calls under way: one row, one lock, one cap. */
export const aiBudgets = pgTable(
  'ai_budgets',
  {
    tenantId: tenantId(),
    /** First day of the month, São Paulo. */
    month: text('month').notNull(),
    /** Millionths of a US dollar. */
    capMicros: bigint('cap_micros', { mode: 'number' }).notNull(),
    capTokens: bigint('cap_tokens', { mode: 'number' }).notNull(),
    reservedMicros: bigint('reserved_micros', { mode: 'number' }).notNull().default(0),
    reservedTokens: bigint('reserved_tokens', { mode: 'number' }).notNull().default(0),
    spentMicros: bigint('spent_micros', { mode: 'number' }).notNull().default(0),
    spentTokens: bigint('spent_tokens', { mode: 'number' }).notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.month] })],
);
