import { type Static, Type } from '@sinclair/typebox';
import { idOf, instant, instantInput, nullable, oneOf, strict } from '../http/conventions.ts';
import { pageQuery } from '../http/pagination.ts';
import { ProcessId } from '../processes/schemas.ts';
import { DeliveryId, WebhookId } from './schemas.ts';

const EventId = idOf('evt', 'Id of the event');
const State = oneOf(
  ['pending', 'delivered', 'failed', 'aborted'],
  'failed = given up after all retries; aborted = stopped by the receiver, because the endpoint is gone, or because it was paused for too long',
);

export const DeliveryQuery = strict({
  ...pageQuery,
  state: Type.Optional(State),
  eventType: Type.Optional(
    Type.String({ maxLength: 60, description: 'Only of this type', examples: ['movement.detected'] }),
  ),
  processId: Type.Optional(ProcessId),
  since: Type.Optional(instantInput('Deliveries made at this instant or later')),
});
export type DeliveryQuery = Static<typeof DeliveryQuery>;

const fields = {
  id: DeliveryId,
  webhookId: WebhookId,
  eventId: EventId,
  eventType: Type.String({ examples: ['movement.detected'] }),
  processId: nullable(ProcessId),
  sequence: nullable(
    Type.Integer({
      description: '1, 2, 3 … per endpoint and case: a hole means that something is missing',
      examples: [7],
    }),
  ),
  state: State,
  attempts: Type.Integer({ examples: [1] }),
  resend: Type.Boolean({ description: 'Asked for again by a person or partner', examples: [false] }),
  cleared: Type.Boolean({
    description: 'Its body and attempts are gone: it ended longer ago than they are kept',
    examples: [false],
  }),
  nextAttemptAt: nullable(instant('When it is tried next')),
  lastStatus: nullable(Type.Integer({ description: 'HTTP status of the last answer', examples: [200] })),
  lastError: nullable(Type.String({ examples: ['timeout'] })),
  createdAt: instant('When it was made'),
  finishedAt: nullable(instant('When it was delivered or given up')),
};

export const Delivery = Type.Object(fields, { description: 'One event on its way to one endpoint' });
export type Delivery = Static<typeof Delivery>;

export const DeliveryWithBody = Type.Object(
  {
    ...fields,
    body: nullable(
      Type.String({
        description: 'The body exactly as it is signed and sent; null once it was cleared',
        examples: ['{"type":"movement.detected"}'],
      }),
    ),
  },
  { description: 'A delivery with its body' },
);

export const Attempt = Type.Object(
  {
    id: idOf('wha', 'Id of the attempt'),
    attempt: Type.Integer({ examples: [1] }),
    attemptedAt: instant('When it was made'),
    durationMs: Type.Integer({ examples: [83] }),
    status: nullable(Type.Integer({ description: 'HTTP status; null when no answer came', examples: [200] })),
    outcome: Type.String({
      description: 'delivered, retry, failed, aborted or disabled',
      examples: ['delivered'],
    }),
    error: nullable(Type.String({ examples: ['The receiver did not answer in time.'] })),
    responseHeaders: nullable(Type.Record(Type.String(), Type.String(), { examples: [{ server: 'nginx' }] })),
    responseBody: nullable(Type.String({ description: 'The first 4 KB', examples: ['ok'] })),
  },
  { description: 'One attempt with the receiver’s answer' },
);
export type Attempt = Static<typeof Attempt>;

export const AttemptQuery = strict(pageQuery);

export const ResendRange = strict(
  {
    since: Type.Optional(instantInput('Deliveries made at this instant or later')),
    until: Type.Optional(instantInput('Deliveries made before this instant')),
    afterEventId: Type.Optional(
      idOf(
        'evt',
        'Everything after this event of the feed that the endpoint should have, even what it never got',
      ),
    ),
    onlyMissing: Type.Optional(
      Type.Boolean({
        default: true,
        description: 'Leave out what was delivered; a receiver that lost data sends false',
        examples: [true],
      }),
    ),
  },
  { description: 'What to send again; at least since or afterEventId' },
);
export type ResendRange = Static<typeof ResendRange>;
