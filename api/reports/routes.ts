import { Type } from '@sinclair/typebox';
import { Elysia } from 'elysia';
import { reportRenderer } from '../../actors/contracts/report-renderer.ts';
import { message } from '../../actors/runtime/message.ts';
import { deleteReport } from '../../db/reports/finish.ts';
import { readReport } from '../../db/reports/read.ts';
import { isWithheld } from '../../db/reports/sealed.ts';
import { readTenant } from '../../db/tenant.ts';
import { actorOf } from '../auth/policy.ts';
import type { ApiDeps } from '../deps.ts';
import { conventions } from '../http/conventions.ts';
import { noContent } from '../http/no-content.ts';
import { pageOf } from '../http/pagination.ts';
import { accepted } from '../jobs/accepted.ts';
import { Job } from '../jobs/schemas.ts';
import { notFound } from '../problems/problem.ts';
import { createReport, renderAgain } from './create.ts';
import { listReports } from './list.ts';
import { NewReport, RenderAgain, Report, ReportEntry, ReportQuery, reportParams } from './schemas.ts';
import { showReport } from './show.ts';

/** `/v1/reports`: documents about the firm's cases. */
export function reports({ pool, outbox, reports: parts, now }: ApiDeps) {
  return new Elysia({ name: 'reports', prefix: '/v1/reports', tags: ['Reports'] })
    .use(conventions())
    .model({ Report, ReportEntry, NewReport, RenderAgain, Job })
    .model({ ReportPage: pageOf(Type.Ref('ReportEntry'), 'Reports of the firm') })
    .post(
      '',
      async function postReport({ body, principal, call, set }) {
        const by = { createdBy: actorOf(principal), call, now: now(), retentionDays: parts.retentionDays };
        const { job, reportId } = await outbox.withTenant(principal.tenantId, (tx, send) =>
          createReport(tx, send, body, by),
        );
        return accepted(set, job, `/v1/reports/${reportId}`);
      },
      {
        auth: 'reports:write',
        body: 'NewReport',
        response: { 202: 'Job' },
        problems: ['too-much-waiting'],
        detail: {
          operationId: 'createReport',
          summary: 'Have a report made',
          description:
            'Reads the data once, keeps it as a snapshot, and makes every format from that. The answer is a job whose subject is the report; a report that cannot be made ends `failed`, with the reason and what to do.',
        },
      },
    )
    .get('', ({ query, principal }) => readTenant(pool, principal.tenantId, (tx) => listReports(tx, query)), {
      auth: 'reports:read',
      query: ReportQuery,
      response: { 200: 'ReportPage' },
      detail: { operationId: 'listReports', summary: 'List reports', description: 'Newest first.' },
    })
    .get(
      '/:reportId',
      async function getReport({ params, principal }) {
        const { reportId } = params;
        const { report, withheld } = await readTenant(pool, principal.tenantId, async (tx) => {
          return { report: await readReport(tx, reportId), withheld: await isWithheld(tx, reportId) };
        });
        if (!report) throw notFound('report');
        return showReport(report, { link: parts.link, now: new Date(now()), withheld });
      },
      {
        auth: 'reports:read',
        params: reportParams,
        response: { 200: 'Report' },
        detail: {
          operationId: 'readReport',
          summary: 'Read a report, with links to its files',
          description:
            'Each file has a link that ends after a quarter of an hour and needs no credentials; it answers ranges and an ETag.',
        },
      },
    )
    .post(
      '/:reportId/render',
      async function postRender({ params, body, principal, call, set }) {
        const by = { createdBy: actorOf(principal), call };
        const job = await outbox.withTenant(principal.tenantId, (tx, send) =>
          renderAgain(tx, send, params.reportId, body.formats, by),
        );
        return accepted(set, job, `/v1/reports/${params.reportId}`);
      },
      {
        auth: 'reports:write',
        params: reportParams,
        body: 'RenderAgain',
        response: { 202: 'Job' },
        problems: ['report-not-ready', 'too-much-waiting'],
        detail: {
          operationId: 'renderReport',
          summary: 'Make a report again, or in another format',
          description:
            'From the snapshot of the report: the same data, and the same bytes for a format that was made before.',
        },
      },
    )
    .delete(
      '/:reportId',
      async function removeReport({ params, principal, call }) {
        const { tenantId: tenant } = principal;
        const { reportId } = params;
        await outbox.withTenant(tenant, async (tx, send) => {
          if (!(await deleteReport(tx, reportId))) throw notFound('report');
          const options = { cause: call.requestId, trace: call.traceparent };
          send(message(reportRenderer, 'discard', { tenant, key: reportId }, { reportId }, options));
        });
        return noContent();
      },
      {
        auth: 'reports:write',
        params: reportParams,
        response: { 204: Type.Void({ description: 'It is gone, and its files and data with it.' }) },
        problems: ['too-much-waiting'],
        detail: {
          operationId: 'deleteReport',
          summary: 'Delete a report',
          description: 'With its files and its snapshot. Reports also end by themselves, at expiresAt.',
        },
      },
    );
}
