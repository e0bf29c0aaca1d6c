import { sql } from 'drizzle-orm';
import { index, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { createdAt, instant, tenantId } from './columns.ts';

/** Asynchronous work that somebody was promised: what a 202 points at. */
export const jobs = pgTable(
  'jobs',
  {
    tenantId: tenantId(),
    id: text('id').notNull(),
    /** process.refresh | process.import | webhook.resend ... */
    type: text('type').notNull(),
    /** The id of what it is about (a process, an endpoint), when only one such job may wait at a time. */
    subject: text('subject'),
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
    /** Lanes of the notifier that promised somebody an answer for its end. */
    followers: text('followers').array().notNull().default(sql`'{}'::text[]`),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    // GET /v1/jobs, newest first, keyset.
    index('jobs_recent').on(t.tenantId, t.createdAt, t.id),
    // GET /v1/jobs?state=: what most jobs are not, or not for long.
    index('jobs_unsettled').on(t.tenantId, t.state, t.createdAt, t.id).where(sql`state <> 'succeeded'`),
    // GET /v1/jobs?type=
    index('jobs_of_type').on(t.tenantId, t.type, t.createdAt, t.id),
    // Expiry sweep.
    index('jobs_finished').on(t.finishedAt).where(sql`finished_at is not null`),
    // Asking twice for the same thing answers the job that is already under way.
    uniqueIndex('jobs_open').on(t.tenantId, t.type, t.subject).where(sql`state in ('queued', 'running')`),
  ],
);
