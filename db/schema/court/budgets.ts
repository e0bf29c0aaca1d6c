import { date, doublePrecision, integer, text } from 'drizzle-orm/pg-core';
import { instant } from '../columns.ts';
import { court } from './schema.ts';

/** A DataJud quota shared by all workers: a token bucket by the minute under a count by the day. */
export const budgets = court.table('budgets', {
  quota: text('quota').primaryKey(),
  perMinute: integer('per_minute').notNull(),
  perDay: integer('per_day').notNull(),
  tokens: doublePrecision('tokens').notNull(),
  refilledAt: instant('refilled_at').notNull(),
  day: date('day').notNull(),
  usedToday: integer('used_today').notNull().default(0),
});
