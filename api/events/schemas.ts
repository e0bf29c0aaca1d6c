import { type Static, Type } from '@sinclair/typebox';
import { idOf, instant, nullable, oneOf, strict } from '../http/conventions.ts';
import { pageQuery } from '../http/pagination.ts';
import { ProcessId } from '../processes/schemas.ts';

export const EventId = idOf('evt', 'Id of the event');
export const eventParams = Type.Object({ eventId: EventId });

const filters = {
  types: Type.Optional(
    Type.String({
      maxLength: 500,
      pattern: '^[a-z]+\\.(\\*|[a-z]+)(,[a-z]+\\.(\\*|[a-z]+))*$',
      description: 'Types, separated by commas; `movement.*` is every type of that family',
      examples: ['movement.*,process.closed'],
      fix: 'Send types of GET /v1/event-types, separated by commas without spaces.',
    }),
  ),
  processId: Type.Optional(ProcessId),
};

export const EventQuery = strict({
  ...pageQuery,
  ...filters,
  start: Type.Optional(
    oneOf(
      ['beginning', 'end'],
      'Where to begin without a cursor: with the oldest event, or with what is yet to come',
    ),
  ),
});
export type EventQuery = Static<typeof EventQuery>;

export const StreamQuery = strict({
  ...filters,
  lastEventId: Type.Optional(idOf('evt', 'As the Last-Event-ID header, for readers that cannot set headers')),
});
export type StreamQuery = Static<typeof StreamQuery>;

export const Event = Type.Object(
  {
    id: EventId,
    tenant: idOf('ten', 'The firm'),
    aggregate: oneOf(
      ['process', 'webhook', 'notification', 'channel', 'person', 'tenant', 'summary', 'document'],
      'What it happened to',
    ),
    aggregateId: Type.String({ examples: ['prc_01kb0v5zq8e3n9t2h4x6m7r8sa'] }),
    type: Type.String({ description: 'One of GET /v1/event-types', examples: ['movement.detected'] }),
    version: Type.Integer({ description: '1, 2, 3 … within the aggregate', examples: [7] }),
    origin: oneOf(
      ['new', 'late', 'backfill', 'correction'],
      'Why it is told: it just happened, was told late, was there before, or repairs the record',
    ),
    occurredAt: instant('When it happened'),
    recordedAt: instant('When we recorded it'),
    causationId: nullable(
      Type.String({
        description: 'Message or request that led to it',
        examples: ['req_01kb0v5zq8e3n9t2h4x6m7r8sa'],
      }),
    ),
    correlationId: nullable(
      Type.String({
        description: 'Request at the beginning of the chain',
        examples: ['req_01kb0v5zq8e3n9t2h4x6m7r8sa'],
      }),
    ),
    data: Type.Record(Type.String(), Type.Unknown(), {
      description: 'Depends on the type; see GET /v1/event-types',
      examples: [{}],
    }),
  },
  { description: 'Something that happened' },
);

export const EventPage = Type.Object(
  {
    data: Type.Array(Type.Ref('Event')),
    nextCursor: Type.String({
      description: 'Where to go on: present on an empty page as well',
      examples: ['WyJ4Il0'],
    }),
    more: Type.Boolean({ description: 'Whether there is more at this moment', examples: [false] }),
  },
  { description: 'Events in the order in which they were committed' },
);
