import { pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { instant, tenantId } from './columns.ts';

/** What a job has written so far, for who reads along. Gone when the job ends. */
export const jobDrafts = pgTable(
  'job_drafts',
  {
    tenantId: tenantId(),
    jobId: text('job_id').notNull(),
    text: text('text').notNull(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.jobId] })],
);
