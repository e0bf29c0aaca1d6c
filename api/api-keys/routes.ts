import { Type } from '@sinclair/typebox';
import { Elysia } from 'elysia';
import { readTenant, withTenant } from '../../db/tenant.ts';
import { actorOf } from '../auth/policy.ts';
import type { ApiDeps } from '../deps.ts';
import { conventions, strict } from '../http/conventions.ts';
import { noContent } from '../http/no-content.ts';
import { pageOf, pageQuery } from '../http/pagination.ts';
import { createApiKey } from './create.ts';
import { listApiKeys } from './list.ts';
import { revokeApiKey } from './revoke.ts';
import { ApiKey, ApiKeyId, CreatedApiKey, NewApiKey } from './schemas.ts';

/** `/v1/api-keys`: keys for programs of the firm. */
export function apiKeys({ pool, now }: ApiDeps) {
  return new Elysia({ name: 'api-keys', prefix: '/v1/api-keys', tags: ['API keys'] })
    .use(conventions())
    .model({ ApiKey, CreatedApiKey, NewApiKey, ApiKeyPage: pageOf(Type.Ref('ApiKey')) })
    .post(
      '',
      async function postApiKey({ body, principal, set }) {
        const by = { createdBy: actorOf(principal), now: now() };
        const key = await withTenant(pool, principal.tenantId, (tx) => createApiKey(tx, body, by));
        set.status = 201;
        set.headers.location = `/v1/api-keys/${key.id}`;
        return key;
      },
      {
        auth: 'api-keys:write',
        body: 'NewApiKey',
        response: { 201: 'CreatedApiKey' },
        detail: {
          operationId: 'createApiKey',
          summary: 'Create an API key',
          description: 'Makes a key for a program. The secret is in this answer and nowhere else.',
        },
      },
    )
    .get('', ({ query, principal }) => readTenant(pool, principal.tenantId, (tx) => listApiKeys(tx, query)), {
      auth: 'api-keys:read',
      query: strict(pageQuery),
      response: { 200: 'ApiKeyPage' },
      detail: {
        operationId: 'listApiKeys',
        summary: 'List API keys',
        description: 'Keys that have not been revoked, newest first, without their secrets.',
      },
    })
    .delete(
      '/:apiKeyId',
      async function deleteApiKey({ params, principal }) {
        await withTenant(pool, principal.tenantId, (tx) => revokeApiKey(tx, params.apiKeyId));
        return noContent();
      },
      {
        auth: 'api-keys:write',
        params: Type.Object({ apiKeyId: ApiKeyId }),
        response: { 204: Type.Void({ description: 'It is revoked.' }) },
        detail: {
          operationId: 'revokeApiKey',
          summary: 'Revoke an API key',
          description: 'The key stops working within five seconds, for good.',
        },
      },
    );
}
