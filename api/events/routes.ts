import { Type } from '@sinclair/typebox';
import { Elysia } from 'elysia';
import { isId } from '../../actors/contracts/ids.ts';
import { readEvent } from '../../db/events/read.ts';
import { readTenant } from '../../db/tenant.ts';
import type { ApiDeps } from '../deps.ts';
import { answers, conventions } from '../http/conventions.ts';
import { sseResponse } from '../http/sse.ts';
import { notFound, Problem } from '../problems/problem.ts';
import { feedFilters } from './filters.ts';
import { listEvents } from './list.ts';
import { Event, EventPage, EventQuery, eventParams, StreamQuery } from './schemas.ts';
import { startOfStream, streamEvents } from './stream.ts';
import { EventTypeList, listEventTypes } from './types.ts';

/** `/v1/events`: everything that happened, to be polled or followed; `/v1/event-types`: what there is. */
export function events({ pool, eventSignal, streams, mayContinue, checkAnswers }: ApiDeps) {
  return new Elysia({ name: 'events', prefix: '/v1', tags: ['Events'] })
    .use(conventions())
    .model({ EventTypeList })
    .model(answers(checkAnswers, { Event, EventPage }))
    .get(
      '/events',
      ({ query, principal }) => readTenant(pool, principal.tenantId, (tx) => listEvents(tx, query)),
      {
        auth: 'events:read',
        query: EventQuery,
        response: { 200: 'EventPage' },
        detail: {
          operationId: 'listEvents',
          summary: 'Poll the feed of events',
          description:
            'Every event of the firm in the order of their commits; none is ever skipped. A cursor is answered even when the page is empty: keep it, and ask again with it later. Filters may change between pages.',
        },
      },
    )
    .get(
      '/events/stream',
      async function getStream({ query, principal, request }) {
        const { tenantId } = principal;
        const filters = feedFilters(query);
        const lastEventId = request.headers.get('last-event-id') ?? query.lastEventId;
        if (lastEventId !== undefined && !isId('event', lastEventId)) throw badLastEventId();
        const start = await startOfStream(pool, tenantId, lastEventId);
        const options = {
          pool,
          tenantId,
          filters,
          signal: eventSignal,
          heartbeatMs: streams.heartbeatMs,
          pollMs: streams.pollMs,
          mayContinue: () => mayContinue(request),
        };
        return sseResponse(request, (signal) => streamEvents(start, options, signal));
      },
      {
        auth: 'events:read',
        query: StreamQuery,
        produces: ['text/event-stream'],
        response: {
          200: Type.String({
            description: 'text/event-stream: `id` is the event’s id, `event` its type, `data` the event',
            examples: ['id: evt_…\nevent: movement.detected\ndata: {"id":"evt_…"}\n\n'],
          }),
        },
        detail: {
          operationId: 'streamEvents',
          summary: 'Follow the feed of events',
          description:
            'Server-sent events. With Last-Event-ID (browsers send it by themselves when they reconnect) it goes on right after that event, without one it begins now. Ends when the credentials do; reconnect with new ones.',
        },
      },
    )
    .get(
      '/events/:eventId',
      async function getEvent({ params, principal }) {
        const event = await readTenant(pool, principal.tenantId, (tx) => readEvent(tx, params.eventId));
        if (!event) throw notFound('event');
        return event;
      },
      {
        auth: 'events:read',
        params: eventParams,
        response: { 200: 'Event' },
        detail: { operationId: 'readEvent', summary: 'Read an event', description: 'One event by its id.' },
      },
    )
    .get('/event-types', () => listEventTypes(), {
      auth: 'events:read',
      response: { 200: 'EventTypeList' },
      detail: {
        operationId: 'listEventTypes',
        summary: 'List the types of events',
        description:
          'What each type means, with an example of its data: the same in the feed and in webhooks.',
      },
    });
}

function badLastEventId(): Problem {
  const message = 'It is not the id of an event.';
  const fix = 'Send the id of the last event you saw, such as evt_01kb0v5zq8e3n9t2h4x6m7r8sa.';
  return new Problem('invalid-parameter', { errors: [{ location: 'header.last-event-id', message, fix }] });
}
