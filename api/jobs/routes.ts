import { Type } from '@sinclair/typebox';
import { Elysia } from 'elysia';
import { requestCancel } from '../../db/jobs/cancel.ts';
import { isFinished } from '../../db/jobs/job.ts';
import { readJob } from '../../db/jobs/read.ts';
import { readTenant, withTenant } from '../../db/tenant.ts';
import type { ApiDeps } from '../deps.ts';
import { conventions } from '../http/conventions.ts';
import { pageOf } from '../http/pagination.ts';
import { sseResponse } from '../http/sse.ts';
import { notFound, Problem } from '../problems/problem.ts';
import { followJob } from './follow.ts';
import { JobQuery, listJobs } from './list.ts';
import { Job, jobParams, showJob } from './schemas.ts';

/** `/v1/jobs`: work that was promised with a 202. */
export function jobs({ pool, streams, mayContinue }: ApiDeps) {
  return new Elysia({ name: 'jobs', prefix: '/v1/jobs', tags: ['Jobs'] })
    .use(conventions())
    .model({ Job, JobPage: pageOf(Type.Ref('Job'), 'Jobs of the firm') })
    .get('', ({ query, principal }) => readTenant(pool, principal.tenantId, (tx) => listJobs(tx, query)), {
      auth: 'jobs:read',
      query: JobQuery,
      response: { 200: 'JobPage' },
      detail: {
        operationId: 'listJobs',
        summary: 'List jobs',
        description:
          'Newest first: refreshes, imports, webhook tests and resends, summaries and answers. Each is kept for 90 days after its end.',
      },
    })
    .get(
      '/:jobId',
      async function getJob({ params, principal }) {
        const job = await readTenant(pool, principal.tenantId, (tx) => readJob(tx, params.jobId));
        if (!job) throw notFound('job');
        return showJob(job);
      },
      {
        auth: 'jobs:read',
        params: jobParams,
        response: { 200: 'Job' },
        detail: {
          operationId: 'readJob',
          summary: 'Read a job',
          description: 'State, progress and, once it has ended, result or error.',
        },
      },
    )
    .post(
      '/:jobId/cancel',
      async function postCancel({ params, principal }) {
        const job = await withTenant(pool, principal.tenantId, (tx) => requestCancel(tx, params.jobId));
        if (!job) throw notFound('job');
        if (isFinished(job) && job.state !== 'cancelled') throw new Problem('job-finished');
        return showJob(job);
      },
      {
        auth: 'jobs:write',
        params: jobParams,
        response: { 200: 'Job' },
        problems: ['job-finished'],
        detail: {
          operationId: 'cancelJob',
          summary: 'Ask a job to end early',
          description:
            'The job stops at its next step and becomes `cancelled`; what it did until then stays done. Asking twice is harmless.',
        },
      },
    )
    .get(
      '/:jobId/events',
      async function getJobEvents({ params, principal, request }) {
        const { tenantId } = principal;
        const row = await readTenant(pool, tenantId, (tx) => readJob(tx, params.jobId));
        if (!row) throw notFound('job');
        const options = {
          pool,
          tenantId,
          pollMs: streams.jobPollMs,
          heartbeatMs: streams.heartbeatMs,
          mayContinue: () => mayContinue(request),
        };
        return sseResponse(request, (signal) => followJob(showJob(row), options, signal));
      },
      {
        auth: 'jobs:read',
        params: jobParams,
        produces: ['text/event-stream'],
        response: {
          200: Type.String({
            description:
              'text/event-stream: `progress` events with the job, `text` with all that it has written so far, then `end` with its last state',
            examples: ['event: progress\ndata: {"id":"job_…","state":"running"}\n\n'],
          }),
        },
        detail: {
          operationId: 'followJob',
          summary: 'Follow a job until it ends',
          description:
            'Server-sent events. Jobs that write (summaries, answers) show their sentences as `text`. The stream closes by itself after `end`.',
        },
      },
    );
}
