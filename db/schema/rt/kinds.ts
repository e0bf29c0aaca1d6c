import { smallint, text } from 'drizzle-orm/pg-core';
import { instant } from '../columns.ts';
import { rt } from './schema.ts';

/** Every actor kind ever started here: its partition count is fixed for life, its pause outlives restarts. */
export const kinds = rt.table('kinds', {
  kind: text('kind').primaryKey(),
  partitions: smallint('partitions').notNull(),
  pausedAt: instant('paused_at'),
  pauseReason: text('pause_reason'),
});
