import { Type } from '@sinclair/typebox';
import { Elysia } from 'elysia';
import { listInstances } from '../../db/processes/instances.ts';
import { readProcess } from '../../db/processes/read.ts';
import { readTenant, tenantReader } from '../../db/tenant.ts';
import { actorOf } from '../auth/policy.ts';
import type { ApiDeps } from '../deps.ts';
import { answers, conventions } from '../http/conventions.ts';
import { conditional, expectedVersion } from '../http/etag.ts';
import { noContent } from '../http/no-content.ts';
import { pageOf } from '../http/pagination.ts';
import { accepted } from '../jobs/accepted.ts';
import { Job } from '../jobs/schemas.ts';
import { notFound } from '../problems/problem.ts';
import { createProcess } from './create.ts';
import { deleteProcess } from './delete.ts';
import { listProcesses, ProcessQuery } from './list.ts';
import { refreshProcess } from './refresh.ts';
import {
  Instance,
  InstanceList,
  NewProcess,
  Process,
  ProcessListItem,
  ProcessPatch,
  processParams,
} from './schemas.ts';
import { processEtag, showInstance, showProcess } from './show.ts';
import { updateProcess } from './update.ts';

const ProcessPage = pageOf(Type.Ref('ProcessListItem'), 'Cases of the firm');

/** `/v1/processes`: the cases that a firm watches. */
export function processes({ pool, reads, outbox, checkAnswers }: ApiDeps) {
  return new Elysia({ name: 'processes', prefix: '/v1/processes', tags: ['Processes'] })
    .use(conventions())
    .model({ NewProcess, ProcessPatch, ProcessListItem, Instance, Job })
    .model(answers(checkAnswers, { Process, InstanceList, ProcessPage }))
    .post(
      '',
      async function postProcess({ body, principal, call, set }) {
        const { process, created } = await outbox.withTenant(principal.tenantId, (tx, send) =>
          createProcess(tx, send, body, call),
        );
        set.status = created ? 201 : 200;
        set.headers.location = `/v1/processes/${process.id}`;
        set.headers.etag = processEtag(process);
        return showProcess(process);
      },
      {
        auth: 'processes:write',
        body: 'NewProcess',
        response: { 200: 'Process', 201: 'Process' },
        problems: ['invalid-process-number', 'too-much-waiting'],
        detail: {
          operationId: 'createProcess',
          summary: 'Watch a case',
          description:
            'Puts a case on the watch list and has its courts asked at once. 201 for a new one; the same number again answers 200 with the case as it is, label and tags unchanged. A number of a court without a public index (STF, CNJ, CJF, CSJT) is kept with courtStatus `no_index` and a notice: the list stays complete, but nobody is asked.',
        },
      },
    )
    .get('', ({ query, principal }) => listProcesses(tenantReader(pool, principal.tenantId), query), {
      auth: 'processes:read',
      query: ProcessQuery,
      response: { 200: 'ProcessPage' },
      detail: {
        operationId: 'listProcesses',
        summary: 'List and search cases',
        description: 'The firm’s cases with their newest movement. All filters must hold.',
      },
    })
    .get(
      '/:processId',
      async function getProcess({ params, principal, request, set }) {
        const process = await readProcess(reads(principal.tenantId), params.processId);
        if (!process) throw notFound('process');
        return conditional({ request, set }, processEtag(process), showProcess(process));
      },
      {
        auth: 'processes:read',
        etag: true,
        params: processParams,
        response: { 200: 'Process' },
        detail: {
          operationId: 'readProcess',
          summary: 'Read a case',
          description:
            'The case, how fresh what we know of it is (per court), and its graus. The ETag changes with the case and with every check of it; either half is good for If-Match.',
        },
      },
    )
    .patch(
      '/:processId',
      async function patchProcess({ params, body, principal, call, request, set }) {
        const meta = { expectedVersion: expectedVersion(request), call };
        const process = await outbox.withTenant(principal.tenantId, (tx, send) =>
          updateProcess(tx, send, params.processId, body, meta),
        );
        set.headers.etag = processEtag(process);
        return showProcess(process);
      },
      {
        auth: 'processes:write',
        params: processParams,
        body: 'ProcessPatch',
        response: { 200: 'Process' },
        problems: ['version-mismatch', 'conflict', 'too-much-waiting'],
        detail: {
          operationId: 'updateProcess',
          summary: 'Change label, tags or status of a case',
          description:
            'Fields left out stay. `status: paused` stops asking its courts, `active` resumes. Appends process.updated with what really changed, or nothing.',
        },
      },
    )
    .delete(
      '/:processId',
      async function removeProcess({ params, principal, call }) {
        await outbox.withTenant(principal.tenantId, (tx, send) =>
          deleteProcess(tx, send, params.processId, call),
        );
        return noContent();
      },
      {
        auth: 'processes:write',
        params: processParams,
        response: { 204: Type.Void({ description: 'It is no longer watched.' }) },
        problems: ['conflict', 'too-much-waiting'],
        detail: {
          operationId: 'deleteProcess',
          summary: 'Stop watching a case',
          description:
            'Takes it off the list; its events stay in the feed. Registering the number again begins a new case with a new id.',
        },
      },
    )
    .post(
      '/:processId/refresh',
      async function postRefresh({ params, principal, call, set }) {
        const by = { createdBy: actorOf(principal), call };
        const job = await outbox.withTenant(principal.tenantId, (tx, send) =>
          refreshProcess(tx, send, params.processId, by),
        );
        return accepted(set, job);
      },
      {
        auth: 'processes:write',
        params: processParams,
        response: { 202: 'Job' },
        problems: ['no-court-index', 'too-much-waiting'],
        detail: {
          operationId: 'refreshProcess',
          summary: 'Ask the courts of a case now',
          description:
            'Goes before every routine check, within the shared limits of DataJud. While one is open, asking again answers the same job.',
        },
      },
    )
    .get(
      '/:processId/instances',
      async function getInstances({ params, principal }) {
        const rows = await readTenant(pool, principal.tenantId, (tx) => listInstances(tx, params.processId));
        if (!rows) throw notFound('process');
        return { data: rows.map(showInstance) };
      },
      {
        auth: 'processes:read',
        params: processParams,
        response: { 200: 'InstanceList' },
        detail: {
          operationId: 'listInstances',
          summary: 'List the graus of a case',
          description: 'One entry per grau and court, the most recently changed first.',
        },
      },
    );
}
