import { index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { ReportParams, ScheduleTrigger } from '../../actors/contracts/reports.ts';
import { createdAt, instant, tenantId } from './columns.ts';

/** Reports that are made by themselves: at times, or when something happens. */
export const reportSchedules = pgTable(
  'report_schedules',
  {
    tenantId: tenantId(),
    id: text('id').notNull(),
    name: text('name').notNull(),
    kind: text('kind').notNull(),
    params: jsonb('params').$type<ReportParams>().notNull(),
    formats: text('formats').array().notNull(),
    templateId: text('template_id'),
    /** People who are told of each of its reports. */
    deliverTo: text('deliver_to').array().notNull().default([]),
    trigger: jsonb('trigger').$type<ScheduleTrigger>().notNull(),
    /** active | paused */
    status: text('status').notNull().default('active'),
    nextRunAt: instant('next_run_at'),
    lastRunAt: instant('last_run_at'),
    lastReportId: text('last_report_id'),
    /** How far the feed has been looked at, for a trigger by event. */
    feedPlace: jsonb('feed_place').$type<{ xid: string; position: number }>(),
    createdBy: text('created_by'),
    createdAt: createdAt(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
    deletedAt: instant('deleted_at'),
    version: integer('version').notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    // GET /v1/report-schedules, newest first, keyset.
    index('report_schedules_recent').on(t.tenantId, t.createdAt, t.id),
  ],
);
