import { sql } from 'drizzle-orm';
import { boolean, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { createdAt, instant, tenantId } from './columns.ts';
import { tsvector } from './tsvector.ts';

/** A case that a firm watches, with the summary of its graus. A projection of the process events. */
export const processes = pgTable(
  'processes',
  {
    tenantId: tenantId(),
    id: text('id').notNull(),
    /** 20 digits, leading zeros kept. */
    number: text('number').notNull(),
    label: text('label'),
    tags: text('tags').array().notNull().default(sql`'{}'::text[]`),
    /** active | paused */
    status: text('status').notNull().default('active'),
    /** pending (no answer yet) | found | not_found (asked, the court has no record) | no_index (no public index) */
    courtStatus: text('court_status').notNull().default('pending'),
    tribunal: text('tribunal'),
    className: text('class_name'),
    subjects: jsonb('subjects').$type<string[]>().notNull().default([]),
    unitName: text('unit_name'),
    filedAt: instant('filed_at'),
    /** The highest secrecy level of its graus; above 0 is sealed. */
    secrecy: integer('secrecy').notNull().default(0),
    /** True only when every grau is closed. */
    closed: boolean('closed').notNull().default(false),
    movementCount: integer('movement_count').notNull().default(0),
    lastMovementAt: instant('last_movement_at'),
    /** critical | high | medium | low: of the newest movement that stands. A trigger keeps it. */
    lastImportance: text('last_importance'),
    /** The acronym of its court; before that has answered, J and TR of the number. */
    court: text('court').generatedAlwaysAs(sql`coalesce(tribunal, substr(number, 14, 3))`),
    /** The instant of the newest event of this process. */
    changedAt: instant('changed_at').notNull(),
    createdAt: createdAt(),
    deletedAt: instant('deleted_at'),
    /** Version of the newest event of this process: the ETag, and the expected version of the next append. */
    version: integer('version').notNull(),
    searchText: text('search_text').notNull().default(''),
    search: tsvector('search').generatedAlwaysAs(sql`to_tsvector('portuguese', pt_fold(search_text))`),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    // POST /v1/processes twice answers the same process; a deleted one can be watched again.
    uniqueIndex('processes_number').on(t.tenantId, t.number).where(sql`deleted_at is null`),
    // GET /v1/processes, newest first, keyset.
    index('processes_recent').on(t.tenantId, t.createdAt, t.id).where(sql`deleted_at is null`),
    // GET /v1/processes?sort=changed
    index('processes_changed').on(t.tenantId, t.changedAt, t.id).where(sql`deleted_at is null`),
    // GET /v1/processes?importance=
    index('processes_importance')
      .on(t.tenantId, t.lastImportance, t.createdAt, t.id)
      .where(sql`deleted_at is null`),
    // GET /v1/processes?tribunal=
    index('processes_court').on(t.tenantId, t.court, t.createdAt, t.id).where(sql`deleted_at is null`),
    // GET /v1/processes?status=paused, ?courtStatus=, ?closed=true: what few cases are.
    index('processes_paused')
      .on(t.tenantId, t.createdAt, t.id)
      .where(sql`status = 'paused' and deleted_at is null`),
    index('processes_unfound')
      .on(t.tenantId, t.courtStatus, t.createdAt, t.id)
      .where(sql`court_status <> 'found' and deleted_at is null`),
    // Whether a report may show a case that was sealed since; cases that were deleted count as well.
    index('processes_sealed').on(t.tenantId, t.changedAt).where(sql`secrecy > 0`),
    index('processes_closed').on(t.tenantId, t.createdAt, t.id).where(sql`closed and deleted_at is null`),
  ],
);
