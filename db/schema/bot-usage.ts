import { integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { tenantId } from './columns.ts';

/** Commands that people gave the bots, by calendar month in Brasília. */
export const botUsage = pgTable(
  'bot_usage',
  {
    tenantId: tenantId(),
    /** YYYY-MM */
    month: text('month').notNull(),
    commands: integer('commands').notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.month] })],
);
