import { index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { ReportParams } from '../../actors/contracts/reports.ts';
import { createdAt, instant, tenantId } from './columns.ts';

/** A document about what a firm's data was at one moment. Its files are in report_files, its data in the object store. */
export const reports = pgTable(
  'reports',
  {
    tenantId: tenantId(),
    id: text('id').notNull(),
    /** dossier | portfolio | movements | checks | usage */
    kind: text('kind').notNull(),
    title: text('title').notNull(),
    params: jsonb('params').$type<ReportParams>().notNull(),
    /** queued | ready | failed */
    state: text('state').notNull().default('queued'),
    /** SHA-256 of the snapshot that every file is made from; null until it was taken. */
    snapshotId: text('snapshot_id'),
    snapshotAt: instant('snapshot_at'),
    templateId: text('template_id'),
    templateVersion: integer('template_version'),
    scheduleId: text('schedule_id'),
    /** People who are told when it is made, or cannot be. */
    deliverTo: text('deliver_to').array().notNull().default([]),
    /**
     * Cases that its snapshot shows, for a report that was not granted those under secrecy: once one is sealed, no file is given any
     * more. Null of a report that is not made yet, or was by a renderer that did not write them down.
     */
    shownCases: text('shown_cases').array(),
    error: jsonb('error').$type<{ message: string; fix?: string }>(),
    createdBy: text('created_by'),
    createdAt: createdAt(),
    readyAt: instant('ready_at'),
    /** When its files are deleted. */
    expiresAt: instant('expires_at').notNull(),
    deletedAt: instant('deleted_at'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    // GET /v1/reports, newest first, keyset.
    index('reports_recent').on(t.tenantId, t.createdAt, t.id),
    // The last report of a schedule.
    index('reports_of_schedule').on(t.tenantId, t.scheduleId, t.createdAt),
  ],
);
