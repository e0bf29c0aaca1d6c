import { bigint, index, json, smallint, text } from 'drizzle-orm/pg-core';
import { instant } from '../columns.ts';
import { rt } from './schema.ts';

/** Messages that were given up, with the cause; a redrive moves them back as they were. */
export const deadLetters = rt.table(
  'dead_letters',
  {
    id: text('id').primaryKey(),
    kind: text('kind').notNull(),
    partition: smallint('partition').notNull(),
    tenant: text('tenant').notNull(),
    key: text('key').notNull().default(''),
    type: text('type').notNull(),
    payload: json('payload').notNull(),
    attempts: smallint('attempts').notNull(),
    /** exhausted | terminal | invalid | refused */
    reason: text('reason').notNull(),
    error: text('error').notNull(),
    position: bigint('position', { mode: 'number' }),
    jobId: text('job_id'),
    cause: text('cause'),
    trace: text('trace'),
    sentAt: instant('sent_at'),
    diedAt: instant('died_at').notNull().defaultNow(),
  },
  // lux.ops.<kind>.deadletters: newest first, of a kind or of one tenant.
  (t) => [
    index('dead_letters_recent').on(t.kind, t.tenant, t.diedAt),
    // Expiry sweep.
    index('dead_letters_old').on(t.diedAt),
  ],
);
