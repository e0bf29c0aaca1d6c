import { type Static, Type } from '@sinclair/typebox';
import { idOf, instant, nullable, oneOf, strict } from '../http/conventions.ts';
import { ProcessId } from '../processes/schemas.ts';

export const WebhookId = idOf('whk', 'Id of the endpoint');
export const DeliveryId = idOf('whd', 'Id of the delivery: the webhook-id header');
export const webhookParams = Type.Object({ webhookId: WebhookId });
export const deliveryParams = Type.Object({ webhookId: WebhookId, deliveryId: DeliveryId });

const Url = Type.String({
  minLength: 8,
  maxLength: 2_048,
  description: 'Where deliveries are posted: https, a public host, no credentials in it',
  examples: ['https://example.com/lux'],
});

const EventTypes = Type.Array(
  Type.String({
    pattern: '^[a-z]+\\.(\\*|[a-z]+)$',
    maxLength: 60,
    examples: ['movement.*'],
    fix: 'Send a type of GET /v1/event-types, or a family such as movement.*',
  }),
  {
    maxItems: 30,
    uniqueItems: true,
    description: 'Types to deliver, `movement.*` for a family; empty is all but notification.*',
    examples: [['movement.*', 'process.closed']],
  },
);

const Filters = strict(
  {
    processIds: Type.Optional(
      Type.Array(ProcessId, { maxItems: 1_000, uniqueItems: true, description: 'Only these cases' }),
    ),
    tribunals: Type.Optional(
      Type.Array(Type.String({ minLength: 2, maxLength: 10, examples: ['TJSP'] }), {
        maxItems: 91,
        uniqueItems: true,
        description: 'Only what comes from these courts',
      }),
    ),
    minImportance: Type.Optional(
      oneOf(['critical', 'high', 'medium', 'low'], 'Movements at least this important'),
    ),
    tags: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 50, examples: ['urgente'] }), {
        maxItems: 20,
        uniqueItems: true,
        description: 'Cases with one of these tags',
      }),
    ),
  },
  {
    description:
      'All that are given must hold. An event about no case (or no court) passes no filter by case, tag or court; one that is no movement passes minImportance',
  },
);

const IncludeSealed = Type.Boolean({
  description:
    'Grant: content of cases under secrecy goes to this endpoint. Without it such deliveries carry ids only.',
  examples: [false],
});

const RatePerSecond = Type.Integer({
  minimum: 1,
  maximum: 1_000,
  description: 'Deliveries a second at the most',
  examples: [10],
});
const Description = Type.String({ minLength: 1, maxLength: 200, examples: ['ERP do escritório'] });

export const NewWebhook = strict(
  {
    url: Url,
    description: Type.Optional(nullable(Description)),
    eventTypes: Type.Optional(EventTypes),
    filters: Type.Optional(Filters),
    includeSealed: Type.Optional(IncludeSealed),
    ratePerSecond: Type.Optional(nullable(RatePerSecond)),
  },
  { description: 'An endpoint to be added' },
);
export type NewWebhook = Static<typeof NewWebhook>;

export const WebhookPatch = strict(
  {
    url: Type.Optional(Url),
    description: Type.Optional(nullable(Description)),
    eventTypes: Type.Optional(EventTypes),
    filters: Type.Optional(Filters),
    includeSealed: Type.Optional(IncludeSealed),
    ratePerSecond: Type.Optional(nullable(RatePerSecond)),
    status: Type.Optional(
      oneOf(
        ['active', 'paused'],
        'active resumes a paused or disabled endpoint; what waited is delivered then',
      ),
    ),
  },
  { description: 'The fields to change; the others stay' },
);
export type WebhookPatch = Static<typeof WebhookPatch>;

const fields = {
  id: WebhookId,
  url: Url,
  description: nullable(Description),
  eventTypes: EventTypes,
  filters: Filters,
  includeSealed: IncludeSealed,
  status: oneOf(['active', 'paused', 'disabled'], 'disabled = by the platform, see disabledReason'),
  disabledReason: nullable(Type.String({ examples: ['HTTP 410'] })),
  signingKeys: Type.Array(
    Type.Object({
      publicKey: Type.String({
        description: 'ed25519, verifies `v1a` signatures',
        examples: ['whpk_3q2+7w=='],
      }),
      expiresAt: nullable(instant('End of the overlap of one that was rotated out')),
    }),
    { description: 'Public keys, newest first' },
  ),
  previousSecretExpiresAt: nullable(instant('Until when the secret that was rotated out signs along')),
  ratePerSecond: nullable(RatePerSecond),
  failingSince: nullable(instant('Since when every attempt failed')),
  consecutiveFailures: Type.Integer({ examples: [0] }),
  createdAt: instant('When it was added'),
  updatedAt: instant('When it was last changed'),
  version: Type.Integer({ description: 'The ETag', examples: [1] }),
};

export const Webhook = Type.Object(fields, { description: 'A webhook endpoint, without its secret' });
export type Webhook = Static<typeof Webhook>;

export const WebhookWithSecret = Type.Object(
  {
    ...fields,
    secret: Type.String({
      description: 'Verifies `v1` signatures (HMAC-SHA256). Shown this once.',
      examples: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
    }),
    publicKey: Type.String({
      description: 'Verifies `v1a` signatures (ed25519)',
      examples: ['whpk_3q2+7w=='],
    }),
  },
  { description: 'A webhook endpoint with its new secret' },
);

export const RotateSecret = nullable(
  strict(
    {
      overlapSeconds: Type.Optional(
        Type.Integer({
          minimum: 0,
          maximum: 604_800,
          default: 86_400,
          description: 'How long the old secret and key sign along',
          examples: [86_400],
        }),
      ),
    },
    { description: 'How to rotate; may be left out' },
  ),
);
