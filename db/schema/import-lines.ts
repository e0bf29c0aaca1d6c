import { integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { tenantId } from './columns.ts';

/** The report of a bulk import, one row per line of the file. */
export const importLines = pgTable(
  'import_lines',
  {
    tenantId: tenantId(),
    jobId: text('job_id').notNull(),
    line: integer('line').notNull(),
    input: text('input').notNull(),
    label: text('label'),
    tags: text('tags').array(),
    /** pending | created | exists | invalid | duplicate */
    outcome: text('outcome').notNull(),
    number: text('number'),
    processId: text('process_id'),
    message: text('message'),
    fix: text('fix'),
  },
  // GET /v1/imports/{jobId}/lines in file order; the worker takes pending lines in chunks in the same order.
  (t) => [primaryKey({ columns: [t.tenantId, t.jobId, t.line] })],
);
