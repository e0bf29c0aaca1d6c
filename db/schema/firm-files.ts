import { index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { createdAt, instant, tenantId } from './columns.ts';

/** A firm's own picture for its reports, as it lies in the object store. */
export const firmFiles = pgTable(
  'firm_files',
  {
    tenantId: tenantId(),
    id: text('id').notNull(),
    name: text('name').notNull(),
    /** image/png | image/jpeg | image/webp, by its content */
    mediaType: text('media_type').notNull(),
    width: integer('width').notNull(),
    height: integer('height').notNull(),
    bytes: integer('bytes').notNull(),
    sha256: text('sha256').notNull(),
    objectKey: text('object_key').notNull(),
    createdAt: createdAt(),
    deletedAt: instant('deleted_at'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    // GET /v1/report-files, newest first, keyset.
    index('firm_files_recent').on(t.tenantId, t.createdAt, t.id),
  ],
);
