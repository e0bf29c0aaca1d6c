import { index, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { createdAt, instant, tenantId } from './columns.ts';

/** Asynchronous work that somebody was promised: what a 202 points at. */
export const jobs = pgTable(
  'jobs',
  {
    tenantId: tenantId(),
    id: text('id').notNull(),
    /** process.refresh | process.import | webhook.resend ... */
    type: text('type').notNull(),
    /** queued | running | succeeded | failed | cancelled */
    state: text('state').notNull().default('queued'),
    progress: jsonb('progress').$type<{ done: number; total: number }>(),
    result: jsonb('result'),
    error: jsonb('error').$type<{ message: string; fix?: string }>(),
    createdBy: text('created_by'),
    createdAt: createdAt(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
    finishedAt: instant('finished_at'),
    cancelRequestedAt: instant('cancel_requested_at'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    // GET /v1/jobs, newest first, keyset.
    index('jobs_recent').on(t.tenantId, t.createdAt, t.id),
  ],
);
