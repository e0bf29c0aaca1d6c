import { index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { TemplateBody } from '../../actors/contracts/reports.ts';
import { createdAt, instant, tenantId } from './columns.ts';

/** How a firm's reports look. Each change is a version of its own, so that an old report can be made again. */
export const reportTemplates = pgTable(
  'report_templates',
  {
    tenantId: tenantId(),
    id: text('id').notNull(),
    name: text('name').notNull(),
    /** The newest version: the ETag. */
    version: integer('version').notNull().default(1),
    createdAt: createdAt(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
    deletedAt: instant('deleted_at'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    // GET /v1/report-templates, newest first, keyset.
    index('report_templates_recent').on(t.tenantId, t.createdAt, t.id),
  ],
);

/** Append only. */
export const reportTemplateVersions = pgTable(
  'report_template_versions',
  {
    tenantId: tenantId(),
    templateId: text('template_id').notNull(),
    version: integer('version').notNull(),
    body: jsonb('body').$type<TemplateBody>().notNull(),
    createdBy: text('created_by'),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.templateId, t.version] })],
);
