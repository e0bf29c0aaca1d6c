import { bigint, integer, primaryKey, text } from 'drizzle-orm/pg-core';
import { rt } from './schema.ts';

/** Requests counted per subject and window, shared by all API processes (each takes them in small lots). */
export const rateWindows = rt.table(
  'rate_windows',
  {
    subject: text('subject').notNull(),
    /** Unix seconds of the window's start. */
    window: bigint('window', { mode: 'number' }).notNull(),
    used: integer('used').notNull(),
  },
  (t) => [primaryKey({ columns: [t.subject, t.window] })],
);
