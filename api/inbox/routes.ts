import { Type } from '@sinclair/typebox';
import { Elysia } from 'elysia';
import { isId } from '../../actors/contracts/ids.ts';
import { markRead } from '../../db/notifications/mark-read.ts';
import { readTenant, withTenant } from '../../db/tenant.ts';
import type { ApiDeps } from '../deps.ts';
import { conventions } from '../http/conventions.ts';
import { noContent } from '../http/no-content.ts';
import { pageOf } from '../http/pagination.ts';
import { sseResponse } from '../http/sse.ts';
import { notificationParams } from '../notifications/schemas.ts';
import { notFound, Problem } from '../problems/problem.ts';
import { listInbox } from './list.ts';
import { InboxEntry, InboxQuery, InboxStreamQuery } from './schemas.ts';
import { startOfInbox, streamInbox } from './stream.ts';
import { whoseInbox } from './whose.ts';

/** `/v1/inbox`: what a person was told, in the platform itself. */
export function inbox({ pool, eventSignal, streams, mayContinue, now }: ApiDeps) {
  return new Elysia({ name: 'inbox', prefix: '/v1/inbox', tags: ['Notifications'] })
    .use(conventions())
    .model({ InboxEntry })
    .model({ InboxPage: pageOf(Type.Ref('InboxEntry'), 'Messages of an inbox') })
    .get(
      '',
      ({ query, principal }) => readTenant(pool, principal.tenantId, (tx) => listInbox(tx, principal, query)),
      {
        auth: 'notifications:read',
        query: InboxQuery,
        response: { 200: 'InboxPage' },
        detail: { operationId: 'readInbox', summary: 'Read an inbox', description: 'Newest first.' },
      },
    )
    .get(
      '/stream',
      async function getStream({ query, principal, request }) {
        const { tenantId } = principal;
        const lastEventId = request.headers.get('last-event-id') ?? query.lastEventId;
        if (lastEventId !== undefined && !isId('notification', lastEventId)) throw badLastEventId();
        const { personId, start } = await readTenant(pool, tenantId, async (tx) => {
          const personId = await whoseInbox(tx, principal, query.personId);
          return { personId, start: await startOfInbox(tx, personId, lastEventId) };
        });
        const options = {
          pool,
          signal: eventSignal,
          tenantId,
          personId,
          heartbeatMs: streams.heartbeatMs,
          pollMs: streams.pollMs,
          mayContinue: () => mayContinue(request),
        };
        return sseResponse(request, (signal) => streamInbox(start, options, signal));
      },
      {
        auth: 'notifications:read',
        query: InboxStreamQuery,
        produces: ['text/event-stream'],
        response: {
          200: Type.String({
            description:
              'text/event-stream: `id` is the message’s id, `event` is notification, `data` the message',
            examples: ['id: ntf_…\nevent: notification\ndata: {"id":"ntf_…"}\n\n'],
          }),
        },
        detail: {
          operationId: 'streamInbox',
          summary: 'Follow an inbox',
          description:
            'Server-sent events. With Last-Event-ID it goes on right after that message, without one it begins now.',
        },
      },
    )
    .post(
      '/:notificationId/read',
      async function postRead({ params, principal }) {
        const at = new Date(now()).toISOString();
        const found = await withTenant(pool, principal.tenantId, (tx) =>
          markRead(tx, params.notificationId, at),
        );
        if (!found) throw notFound('message');
        return noContent();
      },
      {
        auth: 'notifications:write',
        params: notificationParams,
        response: { 204: Type.Void({ description: 'It is read.' }) },
        detail: {
          operationId: 'markRead',
          summary: 'Mark a message of an inbox as read',
          description:
            'What waits for the person on other channels about the same events is not told again. To read is not to acknowledge.',
        },
      },
    );
}

function badLastEventId(): Problem {
  const message = 'It is not the id of a message.';
  const fix = 'Send the id of the last message you saw, such as ntf_01kb0v5zq8e3n9t2h4x6m7r8sa.';
  return new Problem('invalid-parameter', { errors: [{ location: 'header.last-event-id', message, fix }] });
}
