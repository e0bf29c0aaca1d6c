import { Type } from '@sinclair/typebox';
import { Elysia } from 'elysia';
import type { AiTask } from '../../actors/contracts/ai-answer.ts';
import type { AnswerInput } from '../../db/ai/answers.ts';
import { readTenant } from '../../db/tenant.ts';
import { actorOf, type Principal } from '../auth/policy.ts';
import type { ApiDeps } from '../deps.ts';
import { type Call, conventions } from '../http/conventions.ts';
import { pageOf } from '../http/pagination.ts';
import { accepted } from '../jobs/accepted.ts';
import { Job } from '../jobs/schemas.ts';
import { processParams } from '../processes/schemas.ts';
import { ask } from './ask.ts';
import { listAnswers } from './list.ts';
import { requireOneOf } from './require-one-of.ts';
import { Answer, AnswerQuery, NewClassification, NewQuestion, NewRisk, NewSummary } from './schemas.ts';

const FOLLOW =
  ' Answers a job: follow /v1/jobs/{id}/events to read the sentences while they are written, cancel it with /v1/jobs/{id}/cancel; its result names the answer.';

/** `/v1/processes/{processId}/summaries` and what else can be asked about a case. */
export function aiQuestions({ pool, outbox }: ApiDeps) {
  const asking = (
    task: AiTask,
    processId: string,
    input: AnswerInput,
    by: { principal: Principal; call: Call },
  ) =>
    outbox.withTenant(by.principal.tenantId, (tx, send) =>
      ask(tx, send, { task, processId, input, by: { createdBy: actorOf(by.principal), call: by.call } }),
    );
  return new Elysia({ name: 'ai-questions', prefix: '/v1/processes', tags: ['Summaries'] })
    .use(conventions())
    .model({
      NewSummary,
      NewQuestion,
      NewRisk,
      NewClassification,
      Job,
      Answer,
      AnswerPage: pageOf(Type.Ref('Answer'), 'Answers about a case'),
    })
    .post(
      '/:processId/summaries',
      async ({ params, body, principal, call, set }) =>
        accepted(set, await asking('summary', params.processId, body, { principal, call })),
      {
        auth: 'ai:write',
        params: processParams,
        body: 'NewSummary',
        response: { 202: 'Job' },
        problems: ['sealed-process', 'too-much-waiting'],
        detail: {
          operationId: 'createSummary',
          summary: 'Summarise a case',
          description: `What happened, where it stands, what usually comes next; every sentence cites the movements that prove it.${FOLLOW} While one for the same readers is under way, asking again answers the same job.`,
        },
      },
    )
    .post(
      '/:processId/questions',
      async ({ params, body, principal, call, set }) =>
        accepted(set, await asking('question', params.processId, body, { principal, call })),
      {
        auth: 'ai:write',
        params: processParams,
        body: 'NewQuestion',
        response: { 202: 'Job' },
        problems: ['sealed-process', 'too-much-waiting'],
        detail: {
          operationId: 'askQuestion',
          summary: 'Ask about a case',
          description: `A free question, answered from the movements of the case and nothing else; what they do not tell is said to be so.${FOLLOW}`,
        },
      },
    )
    .post(
      '/:processId/risk',
      async ({ params, principal, call, set }) =>
        accepted(set, await asking('risk', params.processId, {}, { principal, call })),
      {
        auth: 'ai:write',
        params: processParams,
        body: 'NewRisk',
        response: { 202: 'Job' },
        problems: ['sealed-process', 'too-much-waiting'],
        detail: {
          operationId: 'weighRisk',
          summary: 'Whom the decisions so far favour',
          description: `With the decisions that show it, and what may still change it. Not a prediction.${FOLLOW}`,
        },
      },
    )
    .post(
      '/:processId/classifications',
      async ({ params, body, principal, call, set }) => {
        requireOneOf(body, ['text', 'movementIds']);
        return accepted(set, await asking('classification', params.processId, body, { principal, call }));
      },
      {
        auth: 'ai:write',
        params: processParams,
        body: 'NewClassification',
        response: { 202: 'Job' },
        problems: ['sealed-process', 'too-much-waiting'],
        detail: {
          operationId: 'classify',
          summary: 'Classify a document or movements of a case',
          description: `Sentença, decisão, despacho, acórdão, petição and so on.${FOLLOW}`,
        },
      },
    )
    .get(
      '/:processId/answers',
      ({ params, query, principal }) =>
        readTenant(pool, principal.tenantId, (tx) => listAnswers(tx, params.processId, query)),
      {
        auth: 'ai:read',
        params: processParams,
        query: AnswerQuery,
        response: { 200: 'AnswerPage' },
        detail: {
          operationId: 'listAnswers',
          summary: 'List what was answered about a case',
          description: 'Summaries, notices, answers, risks and classifications, newest first.',
        },
      },
    );
}
