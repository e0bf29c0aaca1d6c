import { integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { instant, tenantId } from './columns.ts';

/** Where a firm's people read, in place of the platform's pages. */
export const frontends = pgTable(
  'frontends',
  {
    tenantId: tenantId(),
    /** An https address with `{processId}`; null is the platform's page of a case. */
    caseUrl: text('case_url'),
    updatedAt: instant('updated_at').notNull().defaultNow(),
    version: integer('version').notNull().default(1),
  },
  (t) => [primaryKey({ columns: [t.tenantId] })],
);
