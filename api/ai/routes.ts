import { Elysia } from 'elysia';
import { readAnswer } from '../../db/ai/answers.ts';
import { readAiSettings } from '../../db/ai/settings.ts';
import { readUsage } from '../../db/ai/usage.ts';
import { readTenant } from '../../db/tenant.ts';
import { actorOf } from '../auth/policy.ts';
import type { ApiDeps } from '../deps.ts';
import { conventions } from '../http/conventions.ts';
import { notFound } from '../problems/problem.ts';
import { changeSettings } from './change-settings.ts';
import { Answer, answerParams, Settings, SettingsPatch, Usage, UsageQuery } from './schemas.ts';
import { showAnswer, showSettings, showUsage } from './show.ts';

/** `/v1/ai`: answers, what they have cost, and what the firm allows. */
export function ai({ pool, outbox }: ApiDeps) {
  return new Elysia({ name: 'ai', prefix: '/v1/ai', tags: ['Summaries'] })
    .use(conventions())
    .model({ Answer, AiSettings: Settings, AiSettingsPatch: SettingsPatch, AiUsage: Usage })
    .get(
      '/answers/:answerId',
      async function getAnswer({ params, principal }) {
        const row = await readTenant(pool, principal.tenantId, (tx) => readAnswer(tx, params.answerId));
        if (!row) throw notFound('answer');
        return showAnswer(row);
      },
      {
        auth: 'ai:read',
        params: answerParams,
        response: { 200: 'Answer' },
        detail: {
          operationId: 'readAnswer',
          summary: 'Read an answer',
          description:
            'Its sentences with their movements, model, prompt version and cost, and the sentence in Portuguese that must be shown with it.',
        },
      },
    )
    .get(
      '/usage',
      async function getUsage({ query, principal }) {
        const month = query.month && `${query.month}-01`;
        return showUsage(await readTenant(pool, principal.tenantId, (tx) => readUsage(tx, month)));
      },
      {
        auth: 'ai:read',
        query: UsageQuery,
        response: { 200: 'AiUsage' },
        detail: {
          operationId: 'readAiUsage',
          summary: 'What models have cost',
          description:
            'Caps, spend and what is reserved for calls under way, by task and model. The caps are hard: past them fixed rules answer.',
        },
      },
    )
    .get(
      '/settings',
      async ({ principal }) => showSettings(await readTenant(pool, principal.tenantId, readAiSettings)),
      {
        auth: 'ai:read',
        response: { 200: 'AiSettings' },
        detail: {
          operationId: 'readAiSettings',
          summary: 'What the firm allows',
          description: 'Whether models may be used, notices, nightly summaries, and the firm’s own cap.',
        },
      },
    )
    .patch(
      '/settings',
      async function patchSettings({ body, principal, call }) {
        const by = { changedBy: actorOf(principal), call };
        return showSettings(
          await outbox.withTenant(principal.tenantId, (tx, send) => changeSettings(tx, send, body, by)),
        );
      },
      {
        auth: 'ai:write',
        body: 'AiSettingsPatch',
        response: { 200: 'AiSettings' },
        problems: ['too-much-waiting'],
        detail: {
          operationId: 'changeAiSettings',
          summary: 'Say what the firm allows',
          description:
            'Who changed it is recorded. With `externalModels` on, movements of public cases (never the firm’s labels or tags, never a sealed case) are sent to the provider of the model.',
        },
      },
    );
}
