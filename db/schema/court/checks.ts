import { primaryKey, text } from 'drizzle-orm/pg-core';
import { instant } from '../columns.ts';
import { court } from './schema.ts';

/** What one request told about one number: the other half of the negative-evidence ledger. Append only. */
export const checks = court.table(
  'checks',
  {
    number: text('number').notNull(),
    alias: text('alias').notNull(),
    requestId: text('request_id').notNull(),
    checkedAt: instant('checked_at').notNull(),
    /** unchanged | changed | found | absent | unavailable | no-index */
    result: text('result').notNull(),
    /** The court's own timestamp of what it told us. */
    sourceUpdatedAt: instant('source_updated_at'),
  },
  // GET /v1/processes/{id}/checks, newest first (request ids sort by time).
  (t) => [primaryKey({ columns: [t.number, t.requestId, t.alias] })],
);
