import { Type } from '@sinclair/typebox';
import { Elysia } from 'elysia';
import { readTenant, withTenant } from '../../db/tenant.ts';
import { deleteEndpoint } from '../../db/webhooks/delete.ts';
import { readEndpoint } from '../../db/webhooks/read.ts';
import type { ApiDeps } from '../deps.ts';
import { conventions } from '../http/conventions.ts';
import { conditional, etagOf, expectedVersion } from '../http/etag.ts';
import { noContent } from '../http/no-content.ts';
import { pageOf } from '../http/pagination.ts';
import { notFound } from '../problems/problem.ts';
import { requireEventTypes, requireWebhookUrl } from './check.ts';
import { createWebhook } from './create.ts';
import { listWebhooks, WebhookQuery } from './list.ts';
import { rotateWebhookSecret } from './rotate-secret.ts';
import {
  NewWebhook,
  RotateSecret,
  Webhook,
  WebhookPatch,
  WebhookWithSecret,
  webhookParams,
} from './schemas.ts';
import { showWebhook } from './show.ts';
import { updateWebhook } from './update.ts';

/** `/v1/webhooks`: where events are delivered to. */
export function webhooks({ pool, outbox, webhookKeys, refuseWebhookUrl, now }: ApiDeps) {
  return new Elysia({ name: 'webhooks', prefix: '/v1/webhooks', tags: ['Webhooks'] })
    .use(conventions())
    .model({ Webhook, WebhookWithSecret, NewWebhook, WebhookPatch, RotateSecret })
    .model({ WebhookPage: pageOf(Type.Ref('Webhook'), 'Endpoints of the firm') })
    .post(
      '',
      async function postWebhook({ body, principal, call, set }) {
        requireWebhookUrl(body.url, refuseWebhookUrl);
        requireEventTypes(body.eventTypes ?? []);
        const { endpoint, secret, publicKey } = await outbox.withTenant(principal.tenantId, (tx, send) =>
          createWebhook(tx, send, body, webhookKeys, call),
        );
        set.status = 201;
        set.headers.location = `/v1/webhooks/${endpoint.id}`;
        set.headers.etag = etagOf(endpoint.version);
        return { ...showWebhook(endpoint), secret, publicKey };
      },
      {
        auth: 'webhooks:write',
        body: 'NewWebhook',
        response: { 201: 'WebhookWithSecret' },
        problems: ['webhook-url-refused', 'too-many-webhooks'],
        detail: {
          operationId: 'createWebhook',
          summary: 'Add a webhook endpoint',
          description:
            'Deliveries are signed by Standard Webhooks 1.0, both `v1` (HMAC) and `v1a` (ed25519). The secret is in this answer and nowhere else. Per case, deliveries arrive in order and carry a sequence number: a hole means that something is missing.',
        },
      },
    )
    .get(
      '',
      ({ query, principal }) => readTenant(pool, principal.tenantId, (tx) => listWebhooks(tx, query)),
      {
        auth: 'webhooks:read',
        query: WebhookQuery,
        response: { 200: 'WebhookPage' },
        detail: {
          operationId: 'listWebhooks',
          summary: 'List webhook endpoints',
          description: 'Newest first, without their secrets.',
        },
      },
    )
    .get(
      '/:webhookId',
      async function getWebhook({ params, principal, request, set }) {
        const endpoint = await readTenant(pool, principal.tenantId, (tx) =>
          readEndpoint(tx, params.webhookId),
        );
        if (!endpoint) throw notFound('webhook');
        // The health of an endpoint changes without its version.
        const health = endpoint.failingSince ? `.${endpoint.consecutiveFailures}` : '';
        const etag = etagOf(`${endpoint.version}${health}`);
        return conditional({ request, set }, etag, showWebhook(endpoint));
      },
      {
        auth: 'webhooks:read',
        etag: true,
        params: webhookParams,
        response: { 200: 'Webhook' },
        detail: {
          operationId: 'readWebhook',
          summary: 'Read a webhook endpoint',
          description: 'Its settings, public keys and health.',
        },
      },
    )
    .patch(
      '/:webhookId',
      async function patchWebhook({ params, body, principal, call, request, set }) {
        if (body.url !== undefined) requireWebhookUrl(body.url, refuseWebhookUrl);
        requireEventTypes(body.eventTypes ?? []);
        const meta = { expectedVersion: expectedVersion(request), call };
        const endpoint = await outbox.withTenant(principal.tenantId, (tx, send) =>
          updateWebhook(tx, send, params.webhookId, body, meta),
        );
        set.headers.etag = etagOf(endpoint.version);
        return showWebhook(endpoint);
      },
      {
        auth: 'webhooks:write',
        params: webhookParams,
        body: 'WebhookPatch',
        response: { 200: 'Webhook' },
        problems: ['webhook-url-refused', 'version-mismatch', 'too-much-waiting'],
        detail: {
          operationId: 'updateWebhook',
          summary: 'Change, pause or resume a webhook endpoint',
          description:
            'Fields left out stay. `status: paused` holds deliveries back, `active` resumes a paused or disabled endpoint and delivers what waited.',
        },
      },
    )
    .delete(
      '/:webhookId',
      async function deleteWebhook({ params, principal }) {
        const gone = await withTenant(pool, principal.tenantId, (tx) => deleteEndpoint(tx, params.webhookId));
        if (!gone) throw notFound('webhook');
        return noContent();
      },
      {
        auth: 'webhooks:write',
        params: webhookParams,
        response: { 204: Type.Void({ description: 'It is gone.' }) },
        detail: {
          operationId: 'deleteWebhook',
          summary: 'Delete a webhook endpoint',
          description: 'Its secrets are forgotten, and what had not been delivered is dropped.',
        },
      },
    )
    .post(
      '/:webhookId/rotate-secret',
      async function postRotation({ params, body, principal, set }) {
        const rotated = await withTenant(pool, principal.tenantId, (tx) =>
          rotateWebhookSecret(tx, params.webhookId, webhookKeys, {
            overlapSeconds: body?.overlapSeconds ?? 86_400,
            now: now(),
          }),
        );
        set.headers.etag = etagOf(rotated.endpoint.version);
        const { endpoint, secret, publicKey } = rotated;
        return { ...showWebhook(endpoint), secret, publicKey };
      },
      {
        auth: 'webhooks:write',
        params: webhookParams,
        body: 'RotateSecret',
        response: { 200: 'WebhookWithSecret' },
        detail: {
          operationId: 'rotateWebhookSecret',
          summary: 'Rotate the secret of a webhook endpoint',
          description:
            'Answers a new secret and key. The old ones sign along until the overlap ends (a day unless you say otherwise), so that no delivery fails while you change over; 0 ends them at once.',
        },
      },
    );
}
