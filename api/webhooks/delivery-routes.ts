import { Type } from '@sinclair/typebox';
import { Elysia } from 'elysia';
import { readTenant } from '../../db/tenant.ts';
import { readDelivery } from '../../db/webhooks/deliveries.ts';
import { actorOf } from '../auth/policy.ts';
import type { ApiDeps } from '../deps.ts';
import { conventions } from '../http/conventions.ts';
import { pageOf } from '../http/pagination.ts';
import { accepted } from '../jobs/accepted.ts';
import { Job } from '../jobs/schemas.ts';
import { notFound } from '../problems/problem.ts';
import {
  Attempt,
  AttemptQuery,
  Delivery,
  DeliveryQuery,
  DeliveryWithBody,
  ResendRange,
} from './delivery-schemas.ts';
import { listAttempts, listDeliveries } from './list.ts';
import { deliveryParams, webhookParams } from './schemas.ts';
import { resendDelivery, resendRange, testWebhook } from './send.ts';
import { showDelivery } from './show.ts';

/** `/v1/webhooks/{webhookId}/deliveries`: what an endpoint was sent, and how to have it sent again. */
export function webhookDeliveries({ pool, outbox, webhookDays }: ApiDeps) {
  return new Elysia({ name: 'webhook-deliveries', prefix: '/v1/webhooks/:webhookId', tags: ['Webhooks'] })
    .use(conventions())
    .model({ Delivery, DeliveryWithBody, Attempt, ResendRange, Job })
    .model({
      DeliveryPage: pageOf(Type.Ref('Delivery'), 'Deliveries of an endpoint'),
      AttemptPage: pageOf(Type.Ref('Attempt'), 'Attempts of a delivery'),
    })
    .post(
      '/test',
      async function postTest({ params, principal, call, set }) {
        const by = { createdBy: actorOf(principal), call };
        const job = await outbox.withTenant(principal.tenantId, (tx, send) =>
          testWebhook(tx, send, params.webhookId, by),
        );
        return accepted(set, job);
      },
      {
        auth: 'webhooks:write',
        params: webhookParams,
        response: { 202: 'Job' },
        problems: ['too-much-waiting'],
        detail: {
          operationId: 'testWebhook',
          summary: 'Send a test event',
          description:
            'Delivers a `webhook.test` event, whatever the filters say. The job’s result has the receiver’s answer.',
        },
      },
    )
    .post(
      '/resend',
      async function postResend({ params, body, principal, call, set }) {
        const by = { createdBy: actorOf(principal), call };
        const job = await outbox.withTenant(principal.tenantId, (tx, send) =>
          resendRange(tx, send, params.webhookId, body, by),
        );
        return accepted(set, job);
      },
      {
        auth: 'webhooks:write',
        params: webhookParams,
        body: 'ResendRange',
        response: { 202: 'Job' },
        problems: ['too-much-waiting'],
        detail: {
          operationId: 'resendDeliveries',
          summary: 'Send a range again, or everything missing',
          description:
            'By time (`since`, `until`), or everything after the last event you have (`afterEventId`). What was delivered is left out unless `onlyMissing` is false. Bodies that were cleared are rendered again, under their old webhook-ids, with `afterEventId`; by time they are left out, and the job’s result counts them as `cleared`.',
        },
      },
    )
    .get(
      '/deliveries',
      ({ params, query, principal }) =>
        readTenant(pool, principal.tenantId, (tx) => listDeliveries(tx, params.webhookId, query)),
      {
        auth: 'webhooks:read',
        params: webhookParams,
        query: DeliveryQuery,
        response: { 200: 'DeliveryPage' },
        detail: {
          operationId: 'listDeliveries',
          summary: 'List deliveries',
          description:
            'What the endpoint was or is to be sent, newest first. Of one that ended long ago (30 days, unless the operator says otherwise) the body and the attempts are cleared; the rest stays.',
        },
      },
    )
    .get(
      '/deliveries/:deliveryId',
      async function getDelivery({ params, principal }) {
        const row = await readTenant(pool, principal.tenantId, (tx) =>
          readDelivery(tx, params.webhookId, params.deliveryId),
        );
        if (!row) throw notFound('delivery');
        const { body, ...delivery } = row;
        return { ...showDelivery(delivery), body };
      },
      {
        auth: 'webhooks:read',
        params: deliveryParams,
        response: { 200: 'DeliveryWithBody' },
        detail: {
          operationId: 'readDelivery',
          summary: 'Read a delivery',
          description: 'With the body exactly as it is signed and sent; null once it was cleared.',
        },
      },
    )
    .get(
      '/deliveries/:deliveryId/attempts',
      ({ params, query, principal }) =>
        readTenant(pool, principal.tenantId, (tx) => listAttempts(tx, params, query)),
      {
        auth: 'webhooks:read',
        params: deliveryParams,
        query: AttemptQuery,
        response: { 200: 'AttemptPage' },
        detail: {
          operationId: 'listAttempts',
          summary: 'List the attempts of a delivery',
          description: 'Each attempt in order, with the receiver’s answer.',
        },
      },
    )
    .post(
      '/deliveries/:deliveryId/resend',
      async function postResendOne({ params, principal, call, set }) {
        const by = { createdBy: actorOf(principal), call, keptDays: webhookDays };
        const job = await outbox.withTenant(principal.tenantId, (tx, send) =>
          resendDelivery(tx, send, params.webhookId, params.deliveryId, by),
        );
        return accepted(set, job);
      },
      {
        auth: 'webhooks:write',
        params: deliveryParams,
        response: { 202: 'Job' },
        problems: ['too-much-waiting', 'delivery-cleared'],
        detail: {
          operationId: 'resendDelivery',
          summary: 'Send one delivery again',
          description:
            'Under its own webhook-id, so that a receiver that has it already can tell. Of one whose body was cleared only `afterEventId` makes a new one.',
        },
      },
    );
}
