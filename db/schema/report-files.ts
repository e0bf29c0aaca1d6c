import { bigint, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { createdAt, tenantId } from './columns.ts';

/** One report in one format, as it lies in the object store. */
export const reportFiles = pgTable(
  'report_files',
  {
    tenantId: tenantId(),
    reportId: text('report_id').notNull(),
    /** pdf | html | xlsx | csv | json */
    format: text('format').notNull(),
    objectKey: text('object_key').notNull(),
    bytes: bigint('bytes', { mode: 'number' }).notNull(),
    /** Hexadecimal SHA-256 of the bytes. */
    sha256: text('sha256').notNull(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.reportId, t.format] })],
);
