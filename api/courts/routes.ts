import { Elysia } from 'elysia';
import { COURTS, courtByAlias } from '../../actors/contracts/courts.ts';
import { listCourts, readCourt } from '../../db/courts/list.ts';
import { readTenant } from '../../db/tenant.ts';
import type { ApiDeps } from '../deps.ts';
import { conventions } from '../http/conventions.ts';
import { notFound } from '../problems/problem.ts';
import { Court, CourtList, courtParams } from './schemas.ts';
import { showCourt } from './show.ts';

/** `/v1/courts`: what we have measured of each court. */
export function courts({ pool }: ApiDeps) {
  return new Elysia({ name: 'courts', prefix: '/v1/courts', tags: ['Courts'] })
    .use(conventions())
    .model({ Court, CourtList })
    .get(
      '',
      async function getCourts({ principal }) {
        const rows = await readTenant(pool, principal.tenantId, listCourts);
        const asked = new Map(rows.map((row) => [row.alias, row]));
        const known = COURTS.toSorted((a, b) => (a.alias < b.alias ? -1 : 1));
        return { data: known.map((court) => showCourt(court, asked.get(court.alias))) };
      },
      {
        auth: 'courts:read',
        response: { 200: 'CourtList' },
        detail: {
          operationId: 'listCourts',
          summary: 'List the courts',
          description:
            'Every court of DataJud with its measured lag, last answers and breaker. What is not known yet is null, never guessed.',
        },
      },
    )
    .get(
      '/:alias',
      async function getCourt({ params, principal }) {
        const court = courtByAlias(params.alias);
        if (!court) throw notFound('court');
        const row = await readTenant(pool, principal.tenantId, (tx) => readCourt(tx, court.alias));
        return showCourt(court, row);
      },
      {
        auth: 'courts:read',
        params: courtParams,
        response: { 200: 'Court' },
        detail: {
          operationId: 'readCourt',
          summary: 'Read a court',
          description: 'One court by its DataJud alias.',
        },
      },
    );
}
