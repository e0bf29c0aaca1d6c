import { Type } from '@sinclair/typebox';
import { Elysia } from 'elysia';
import {
  deleteSchedule,
  listSchedules,
  readSchedule,
  type Schedule as ScheduleRow,
} from '../../db/reports/schedules.ts';
import { readTenant, withTenant } from '../../db/tenant.ts';
import { actorOf } from '../auth/policy.ts';
import type { ApiDeps } from '../deps.ts';
import { conventions } from '../http/conventions.ts';
import { conditional, etagOf, expectedVersion } from '../http/etag.ts';
import { noContent } from '../http/no-content.ts';
import { keyset, pageOf } from '../http/pagination.ts';
import { notFound } from '../problems/problem.ts';
import { NewSchedule, Schedule, SchedulePatch, ScheduleQuery, scheduleParams } from './schemas.ts';
import { createSchedule, updateSchedule } from './write.ts';

/** `/v1/report-schedules`: reports that are made by themselves. */
export function reportSchedules({ pool, outbox, reports: parts, now }: ApiDeps) {
  return new Elysia({ name: 'report-schedules', prefix: '/v1/report-schedules', tags: ['Reports'] })
    .use(conventions())
    .model({ Schedule, NewSchedule, SchedulePatch })
    .model({ SchedulePage: pageOf(Type.Ref('Schedule'), 'Schedules of the firm') })
    .post(
      '',
      async function postSchedule({ body, principal, call, set }) {
        const by = { createdBy: actorOf(principal), call, now: now(), parts };
        const row = await outbox.withTenant(principal.tenantId, (tx, send) =>
          createSchedule(tx, send, body, by),
        );
        set.status = 201;
        set.headers.location = `/v1/report-schedules/${row.id}`;
        set.headers.etag = etagOf(row.version);
        return showSchedule(row);
      },
      {
        auth: 'reports:write',
        body: 'NewSchedule',
        response: { 201: 'Schedule' },
        problems: ['too-many', 'too-much-waiting'],
        detail: {
          operationId: 'createReportSchedule',
          summary: 'Have reports made by the clock or on events',
          description:
            'By cron in a time zone, or when something happens. Each report is told by `document.generated`, with links that end after a day, and to the people of `deliverTo`. Runs missed while the platform was down are made up for once.',
        },
      },
    )
    .get(
      '',
      ({ query: { limit = 50, cursor }, principal }) =>
        readTenant(pool, principal.tenantId, async (tx) => {
          const keys = keyset(['instant', 'text']);
          const after = keys.after(cursor);
          const place = after && { createdAt: new Date(after[0]), id: after[1] };
          const rows = await listSchedules(tx, { limit: limit + 1, after: place });
          return keys.page(rows, limit, (row) => [row.createdAt, row.id], showSchedule);
        }),
      {
        auth: 'reports:read',
        query: ScheduleQuery,
        response: { 200: 'SchedulePage' },
        detail: {
          operationId: 'listReportSchedules',
          summary: 'List schedules',
          description: 'Newest first.',
        },
      },
    )
    .get(
      '/:scheduleId',
      async function getSchedule({ params, principal, request, set }) {
        const row = await readTenant(pool, principal.tenantId, (tx) => readSchedule(tx, params.scheduleId));
        if (!row) throw notFound('schedule');
        // Runs change it without its version.
        const etag = etagOf(
          `${row.version}.${row.nextRunAt?.getTime() ?? 0}-${row.lastRunAt?.getTime() ?? 0}`,
        );
        return conditional({ request, set }, etag, showSchedule(row));
      },
      {
        auth: 'reports:read',
        etag: true,
        params: scheduleParams,
        response: { 200: 'Schedule' },
        detail: {
          operationId: 'readReportSchedule',
          summary: 'Read a schedule',
          description: 'With its next run, and its last report.',
        },
      },
    )
    .patch(
      '/:scheduleId',
      async function patchSchedule({ params, body, principal, call, request, set }) {
        const by = {
          createdBy: actorOf(principal),
          call,
          now: now(),
          parts,
          expectedVersion: expectedVersion(request),
        };
        const row = await outbox.withTenant(principal.tenantId, (tx, send) =>
          updateSchedule(tx, send, params.scheduleId, body, by),
        );
        set.headers.etag = etagOf(row.version);
        return showSchedule(row);
      },
      {
        auth: 'reports:write',
        params: scheduleParams,
        body: 'SchedulePatch',
        response: { 200: 'Schedule' },
        problems: ['version-mismatch', 'too-much-waiting'],
        detail: {
          operationId: 'updateReportSchedule',
          summary: 'Change, pause or resume a schedule',
          description: 'Fields left out stay.',
        },
      },
    )
    .delete(
      '/:scheduleId',
      async function removeSchedule({ params, principal }) {
        const gone = await withTenant(pool, principal.tenantId, (tx) =>
          deleteSchedule(tx, params.scheduleId),
        );
        if (!gone) throw notFound('schedule');
        return noContent();
      },
      {
        auth: 'reports:write',
        params: scheduleParams,
        response: { 204: Type.Void({ description: 'It is gone; its reports stay.' }) },
        detail: {
          operationId: 'deleteReportSchedule',
          summary: 'Delete a schedule',
          description: 'The reports that it made stay until they expire.',
        },
      },
    );
}

function showSchedule({ feedPlace: _, ...row }: ScheduleRow): Schedule {
  return {
    ...row,
    nextRunAt: row.nextRunAt?.toISOString() ?? null,
    lastRunAt: row.lastRunAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
