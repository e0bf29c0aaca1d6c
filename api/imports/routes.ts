import { Type } from '@sinclair/typebox';
import { Elysia } from 'elysia';
import { readTenant } from '../../db/tenant.ts';
import { actorOf } from '../auth/policy.ts';
import type { ApiDeps } from '../deps.ts';
import { conventions } from '../http/conventions.ts';
import { wantsCsv } from '../http/csv.ts';
import { pageOf } from '../http/pagination.ts';
import { accepted } from '../jobs/accepted.ts';
import { Job } from '../jobs/schemas.ts';
import { createImport, linesOf } from './create.ts';
import { exportLines } from './export.ts';
import { listLines, readImport } from './read.ts';
import { readCsv } from './read-csv.ts';
import { Import, ImportBody, ImportLine, importParams, LineQuery, NewImport } from './schemas.ts';

const MAX_BYTES = 5_000_000;

/** `/v1/imports`: thousands of cases at once. */
export function imports({ pool, outbox }: ApiDeps) {
  return new Elysia({ name: 'imports', prefix: '/v1/imports', tags: ['Imports'] })
    .use(conventions())
    .model({ Import, ImportLine, NewImport, ImportBody, Job })
    .model({ ImportLinePage: pageOf(Type.Ref('ImportLine'), 'Report of an import') })
    .post(
      '',
      async function postImport({ body, principal, call, set }) {
        const lines = typeof body === 'string' ? readCsv(body) : linesOf(body);
        const by = { createdBy: actorOf(principal), call };
        const job = await outbox.withTenant(principal.tenantId, (tx, send) =>
          createImport(tx, send, lines, by),
        );
        return accepted(set, job, `/v1/imports/${job.id}`);
      },
      {
        auth: 'processes:write',
        accepts: { types: ['application/json', 'text/csv'], maxBytes: MAX_BYTES },
        body: 'ImportBody',
        response: { 202: 'Job' },
        problems: ['too-much-waiting'],
        detail: {
          operationId: 'createImport',
          summary: 'Import up to 10,000 cases',
          description:
            'As JSON or as CSV the way spreadsheets write it. Bad lines do not stop the good ones: each gets its own outcome, with what is wrong and what to do, in the report. Lines that cannot be registered are decided at once.',
        },
      },
    )
    .get(
      '/:jobId',
      ({ params, principal }) => readTenant(pool, principal.tenantId, (tx) => readImport(tx, params.jobId)),
      {
        auth: 'processes:read',
        params: importParams,
        response: { 200: 'Import' },
        detail: {
          operationId: 'readImport',
          summary: 'Read an import',
          description: 'Its job, and what its lines came to so far. Both are kept for 90 days after its end.',
        },
      },
    )
    .get(
      '/:jobId/lines',
      function getLines({ params, query, principal, request }) {
        const { tenantId } = principal;
        if (wantsCsv(request, query.format)) {
          const style = { excel: query.excel === 'true' };
          return exportLines(pool, tenantId, params.jobId, query.outcome, style);
        }
        return readTenant(pool, tenantId, (tx) => listLines(tx, params.jobId, query));
      },
      {
        auth: 'processes:read',
        params: importParams,
        query: LineQuery,
        produces: ['application/json', 'text/csv'],
        response: { 200: 'ImportLinePage' },
        detail: {
          operationId: 'listImportLines',
          summary: 'Read or export the report of an import',
          description:
            'One entry per line, in file order, as JSON by pages or everything as CSV (`Accept: text/csv` or `?format=csv`).',
        },
      },
    );
}
