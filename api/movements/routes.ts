import { Type } from '@sinclair/typebox';
import { Elysia } from 'elysia';
import { readTenant } from '../../db/tenant.ts';
import type { ApiDeps } from '../deps.ts';
import { answers, conventions } from '../http/conventions.ts';
import { pageOf } from '../http/pagination.ts';
import { processParams } from '../processes/schemas.ts';
import { listMovements } from './list.ts';
import { Movement, MovementQuery } from './schemas.ts';

const MovementPage = pageOf(Type.Ref('Movement'), 'Movements of a case');

/** `/v1/processes/{processId}/movements`: the history of a case. */
export function movements({ pool, checkAnswers }: ApiDeps) {
  return new Elysia({ name: 'movements', prefix: '/v1/processes', tags: ['Processes'] })
    .use(conventions())
    .model({ Movement })
    .model(answers(checkAnswers, { MovementPage }))
    .get(
      '/:processId/movements',
      ({ params, query, principal }) =>
        readTenant(pool, principal.tenantId, (tx) => listMovements(tx, params.processId, query)),
      {
        auth: 'processes:read',
        params: processParams,
        query: MovementQuery,
        response: { 200: 'MovementPage' },
        detail: {
          operationId: 'listMovements',
          summary: 'List the movements of a case',
          description:
            'All graus together, newest first, each with its origin and status. Nothing is ever deleted: what the court takes back is shown as withdrawn.',
        },
      },
    );
}
