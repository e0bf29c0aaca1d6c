import { Type } from '@sinclair/typebox';
import { Elysia } from 'elysia';
import { readTenant } from '../../db/tenant.ts';
import type { ApiDeps } from '../deps.ts';
import { conventions } from '../http/conventions.ts';
import { wantsCsv } from '../http/csv.ts';
import { pageOf } from '../http/pagination.ts';
import { processParams } from '../processes/schemas.ts';
import { exportChecks } from './export.ts';
import { filtersOf, listChecks } from './list.ts';
import { Check, CheckQuery } from './schemas.ts';

/** `/v1/processes/{processId}/checks`: proof of what was asked, when, and what was answered. */
export function checks({ pool }: ApiDeps) {
  return new Elysia({ name: 'checks', prefix: '/v1/processes', tags: ['Processes'] })
    .use(conventions())
    .model({ Check, CheckPage: pageOf(Type.Ref('Check'), 'Evidence about a case') })
    .get(
      '/:processId/checks',
      function getChecks({ params, query, principal, request }) {
        const { tenantId } = principal;
        if (wantsCsv(request, query.format)) {
          const style = { excel: query.excel === 'true' };
          return exportChecks(pool, tenantId, params.processId, filtersOf(query), style);
        }
        return readTenant(pool, tenantId, (tx) => listChecks(tx, params.processId, query));
      },
      {
        auth: 'processes:read',
        params: processParams,
        query: CheckQuery,
        produces: ['application/json', 'text/csv'],
        response: { 200: 'CheckPage' },
        detail: {
          operationId: 'listChecks',
          summary: 'Read or export the evidence of checks',
          description:
            'Every time a court was asked about this case since the firm watches it, with what it answered: the proof that nothing was missed. JSON by pages, or everything as CSV with Portuguese headings (`Accept: text/csv` or `?format=csv`; `excel=true` for a double click in Excel).',
        },
      },
    );
}
