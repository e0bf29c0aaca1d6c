import type { EventType } from '../../actors/contracts/events.ts';
import { EVENT_CATALOGUE, EVENT_TYPES } from '../events/catalogue.ts';
import type { Json } from './schemas.ts';

const header = (name: string, description: string, example: string): Json => ({
  in: 'header',
  name,
  required: true,
  description,
  example,
  schema: { type: 'string' },
});

const HEADERS = [
  header('webhook-id', 'Id of the delivery, the same at every attempt', 'whd_01kb0v5zq8e3n9t2h4x6m7r8sa'),
  header('webhook-timestamp', 'Unix seconds of this attempt', '1795442700'),
  header(
    'webhook-signature',
    'Standard Webhooks 1.0: `v1,` (HMAC-SHA256) and `v1a,` (ed25519) over `id.timestamp.body`',
    'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  ),
];

const RESPONSES: Json = {
  '2XX': { description: 'It arrived. Answer within seconds and work afterwards.' },
  '410': { description: 'Send nothing more: the endpoint is switched off.' },
  default: {
    description: 'It is tried again on the Standard Webhooks schedule, later when Retry-After says so.',
  },
};

/** The `webhooks` of the OpenAPI document: what endpoints are sent, one entry for each type of event. */
export function documentedWebhooks(): Json {
  // Deliveries of news about deliveries would never end.
  const delivered = EVENT_TYPES.filter((type) => !type.startsWith('notification.'));
  return Object.fromEntries(delivered.map((type) => [type, { post: operationOf(type) }]));
}

function operationOf(type: EventType): Json {
  const { description, example } = EVENT_CATALOGUE[type];
  // An event about a report is in no case's sequence, though it names one.
  const process =
    'process' in example && !type.startsWith('document.') ? (example.process?.id ?? null) : null;
  const payload = {
    type,
    timestamp: '2026-11-23T14:05:00.000Z',
    eventId: 'evt_01kb0v5zq8e3n9t2h4x6m7r8sa',
    origin: 'new',
    data: example,
    sequence: process && { process, number: 1, previousEventId: null },
    url: 'http://localhost:3000/v1/events/evt_01kb0v5zq8e3n9t2h4x6m7r8sa',
  };
  return {
    summary: type,
    description,
    tags: ['Webhooks'],
    parameters: HEADERS,
    requestBody: {
      required: true,
      content: {
        'application/json': {
          schema: { $ref: '#/components/schemas/WebhookPayload' },
          example: payload,
        },
      },
    },
    responses: RESPONSES,
  };
}

const text = (description: string, example: string): Json => ({
  type: 'string',
  description,
  examples: [example],
});

export const WEBHOOK_PAYLOAD: Json = {
  type: 'object',
  description: 'The body of a delivery',
  required: ['type', 'timestamp', 'eventId', 'origin', 'data', 'sequence', 'url'],
  properties: {
    type: text('Type of the event', 'movement.detected'),
    timestamp: {
      ...text('When it happened, not when it is sent', '2026-11-23T14:05:00.000Z'),
      format: 'date-time',
    },
    eventId: text('The event, the same in the feed', 'evt_01kb0v5zq8e3n9t2h4x6m7r8sa'),
    origin: text('new, late, backfill or correction', 'new'),
    data: { type: 'object', description: 'Depends on the type; ids only when sealed', examples: [{}] },
    sequence: {
      type: ['object', 'null'],
      examples: [{ process: 'prc_01kb0v5zq8e3n9t2h4x6m7r8sa', number: 1, previousEventId: null }],
      description:
        'Place among the deliveries about one case to this endpoint, without gaps: after a hole, read the feed from previousEventId on or ask for a resend',
      properties: {
        process: text('The case', 'prc_01kb0v5zq8e3n9t2h4x6m7r8sa'),
        number: { type: 'integer', description: '1, 2, 3 …', examples: [1] },
        previousEventId: { type: ['string', 'null'], description: 'null for the first', examples: [null] },
      },
    },
    sealed: {
      type: 'boolean',
      description: 'The case is under secrecy: content was left out',
      examples: [true],
    },
    truncated: { type: 'boolean', description: 'Cut to fit 20 kB: read the whole at url', examples: [true] },
    url: text(
      'The whole event, with an API key',
      'http://localhost:3000/v1/events/evt_01kb0v5zq8e3n9t2h4x6m7r8sa',
    ),
  },
};
