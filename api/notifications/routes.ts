import { Type } from '@sinclair/typebox';
import { Elysia } from 'elysia';
import { acknowledge } from '../../db/notifications/acknowledge.ts';
import { readPerson } from '../../db/people/read.ts';
import { readTenant, withTenant } from '../../db/tenant.ts';
import { actorOf } from '../auth/policy.ts';
import type { ApiDeps } from '../deps.ts';
import { conventions } from '../http/conventions.ts';
import { pageOf } from '../http/pagination.ts';
import { accepted } from '../jobs/accepted.ts';
import { Job } from '../jobs/schemas.ts';
import { notFound } from '../problems/problem.ts';
import { listNotifications } from './list.ts';
import { readDetail } from './read.ts';
import { resendNotification } from './resend.ts';
import {
  Acknowledge,
  Acknowledged,
  Notification,
  NotificationDetail,
  NotificationQuery,
  notificationParams,
} from './schemas.ts';

/** `/v1/notifications`: what people were told, and what became of it. */
export function notifications({ pool, outbox, now }: ApiDeps) {
  return new Elysia({ name: 'notifications', prefix: '/v1/notifications', tags: ['Notifications'] })
    .use(conventions())
    .model({ Notification, NotificationDetail, Acknowledge, Acknowledged, Job })
    .model({ NotificationPage: pageOf(Type.Ref('Notification'), 'What people were told') })
    .get(
      '',
      ({ query, principal }) => readTenant(pool, principal.tenantId, (tx) => listNotifications(tx, query)),
      {
        auth: 'notifications:read',
        query: NotificationQuery,
        response: { 200: 'NotificationPage' },
        detail: {
          operationId: 'listNotifications',
          summary: 'List what people were told',
          description: 'Newest first; of a person, of a case, in a state.',
        },
      },
    )
    .get(
      '/:notificationId',
      ({ params, principal }) =>
        readTenant(pool, principal.tenantId, (tx) => readDetail(tx, params.notificationId)),
      {
        auth: 'notifications:read',
        params: notificationParams,
        response: { 200: 'NotificationDetail' },
        detail: {
          operationId: 'readNotification',
          summary: 'Read a message',
          description: 'With its sends, every step of the ledger, and whom it was passed on to.',
        },
      },
    )
    .post(
      '/:notificationId/acknowledge',
      async function postAcknowledgement({ params, body, principal, call }) {
        const at = new Date(now()).toISOString();
        const personId = body?.personId;
        const by = personId ?? actorOf(principal);
        const ids = await withTenant(pool, principal.tenantId, async (tx) => {
          if (personId !== undefined && !(await readPerson(tx, personId))) throw notFound('person');
          return acknowledge(tx, params.notificationId, {
            by,
            how: 'api',
            at,
            correlationId: call.requestId,
          });
        });
        if (!ids) throw notFound('notification');
        return { acknowledged: ids };
      },
      {
        auth: 'notifications:write',
        params: notificationParams,
        body: 'Acknowledge',
        response: { 200: 'Acknowledged' },
        detail: {
          operationId: 'acknowledgeNotification',
          summary: 'Acknowledge a message',
          description: 'For the whole chain: nobody else is told of it any more.',
        },
      },
    )
    .post(
      '/:notificationId/resend',
      async function postResend({ params, principal, call, set }) {
        const by = { createdBy: actorOf(principal), call };
        const job = await outbox.withTenant(principal.tenantId, (tx, send) =>
          resendNotification(tx, send, params.notificationId, by),
        );
        return accepted(set, job);
      },
      {
        auth: 'notifications:write',
        params: notificationParams,
        response: { 202: 'Job' },
        problems: ['too-much-waiting'],
        detail: {
          operationId: 'resendNotification',
          summary: 'Send a message again',
          description:
            'As it was written, with what was put into words since, to where the person is reached now on the channels it went to.',
        },
      },
    );
}
