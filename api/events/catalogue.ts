import { NOT_AI } from '../../actors/contracts/ai-answer.ts';
import type { EventData, EventType } from '../../actors/contracts/events.ts';
import { INSTANCE, MOVEMENT, PROCESS } from './examples.ts';

/** What a type of event means, and what its data looks like. */
export interface CatalogueEntry<T extends EventType = EventType> {
  description: string;
  example: EventData[T];
}

const WEBHOOK = 'whk_01kb0v5zq8e3n9t2h4x6m7r8sa';
const DELIVERY = 'whd_01kb0v5zq8e3n9t2h4x6m7r8sa';
const NOTIFICATION = 'ntf_01kb0v5zq8e3n9t2h4x6m7r8sa';
const PERSON = 'per_01kb0v5zq8e3n9t2h4x6m7r8sa';
const EVENT = 'evt_01kb0v5zq8e3n9t2h4x6m7r8sa';

/** Every type of event. The compiler keeps it complete and its examples true. */
export const EVENT_CATALOGUE: { [T in EventType]: CatalogueEntry<T> } = {
  'tenant.provisioned': {
    description: 'The firm signed up.',
    example: { name: 'Silva Advogados', plan: 'professional' },
  },
  'process.created': {
    description: 'A case was put on the watch list.',
    example: { process: PROCESS, tags: ['cível'] },
  },
  'process.updated': {
    description:
      'Label, tags, status or court status of a case changed; only the fields that changed are told.',
    example: { process: PROCESS, changes: { label: 'Construtora Ávila', status: 'paused' } },
  },
  'process.deleted': { description: 'A case was taken off the watch list.', example: { process: PROCESS } },
  'process.imported': {
    description:
      'First answer of a court about one grau: everything that was there before the firm watched. Its movements are told here and not as movement.detected.',
    example: {
      process: PROCESS,
      instance: INSTANCE,
      movements: [{ ...MOVEMENT, origin: 'backfill' }],
    },
  },
  'process.amended': {
    description: 'The court changed the header of a grau: class, unit, subjects, secrecy and the like.',
    example: { process: PROCESS, instance: INSTANCE, changed: ['unit', 'subjects'] },
  },
  'process.rebased': {
    description:
      'The court rewrote its record without telling anything new (another system, other codes). Identities were renewed in silence.',
    example: {
      process: PROCESS,
      instance: INSTANCE,
      withdrawn: ['mov_01kb0v5zq8e3n9t2h4x6m7r8sa'],
      added: [{ ...MOVEMENT, origin: 'correction' }],
      changed: [],
    },
  },
  'process.closed': { description: 'Every grau of the case is closed.', example: { process: PROCESS } },
  'process.reopened': {
    description: 'A case that was closed has an open grau again.',
    example: { process: PROCESS },
  },
  'movement.detected': {
    description: 'A movement was seen for the first time. `origin` tells whether it is new or was told late.',
    example: { process: PROCESS, movement: MOVEMENT },
  },
  'movement.corrected': {
    description: 'The court mended a movement; `before` is what it said until now.',
    example: {
      process: PROCESS,
      movement: { ...MOVEMENT, origin: 'correction' },
      before: { ...MOVEMENT, description: 'Sentença: improcedência', name: 'Improcedência', code: 220 },
    },
  },
  'movement.withdrawn': {
    description: 'A movement is gone from the court’s record. We keep it, marked withdrawn.',
    example: { process: PROCESS, movement: { ...MOVEMENT, origin: 'correction' } },
  },
  'movement.restored': {
    description: 'A withdrawn movement is in the court’s record again.',
    example: { process: PROCESS, movement: { ...MOVEMENT, origin: 'correction' } },
  },
  'notification.send': {
    description:
      'A message to a person is on its way: told for the first time, or, with a `reason`, sent again, to the next channel, for want of notice, or after a template. In the feed only, as all of notification.*.',
    example: {
      notificationId: NOTIFICATION,
      personId: PERSON,
      kind: 'single',
      processIds: [PROCESS.id],
      eventIds: [EVENT],
      channels: ['inbox', 'email'],
    },
  },
  'notification.acknowledged': {
    description: 'Somebody has taken notice of a critical message; its chain ends.',
    example: { notificationId: NOTIFICATION, personId: PERSON, acknowledgedBy: PERSON, how: 'link' },
  },
  'person.erased': {
    description:
      'A person was forgotten. The successor has the critical notices that waited for them and their steps of the escalation policy; null: nobody has.',
    example: {
      personId: PERSON,
      successorId: 'per_01kb0v5zq8e3n9t2h4x6m7r8sb',
      waiting: 2,
      steps: 1,
    },
  },
  'channel.disabled': {
    description:
      'A provider says that an address or a connection is dead: a bot that was blocked, a number that is somebody else’s now, a token that was revoked. Of a person’s address that person is told as well.',
    example: { channel: 'telegram', reason: '403 bot was blocked', personId: PERSON },
  },
  'summary.generated': {
    description:
      'A summary of a case, or of its new movements, was written: by a model where the firm allows one, by fixed rules otherwise. Never of a sealed case.',
    example: {
      process: PROCESS,
      answerId: 'ans_01kb0v5zq8e3n9t2h4x6m7r8sa',
      task: 'notice',
      audience: 'client',
      text: 'Em 02/03/2099, o juiz aceitou o pedido (procedente).',
      movementIds: [MOVEMENT.id],
      proved: true,
      importance: 'critical',
      engine: 'local',
      disclaimer: NOT_AI,
    },
  },
  'document.generated': {
    description:
      'A report can be read. The links end at linksExpireAt and need no credentials; they are null when the report may show a case under secrecy. The people of deliverTo are told by the platform.',
    example: {
      reportId: 'rpt_01kb0v5zq8e3n9t2h4x6m7r8sa',
      kind: 'dossier',
      title: 'Dossiê do processo · 0000001-17.2099.8.26.0001',
      process: PROCESS,
      files: [
        {
          format: 'pdf',
          bytes: 182_340,
          sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
          link: 'https://api.example.com/v1/downloads/WyJ0ZW5f.c2ln',
          fileName: 'dossie-00000011720998260001-2026-11-24.pdf',
        },
      ],
      linksExpireAt: '2026-11-24T14:05:00.000Z',
      expiresAt: '2027-02-21T14:05:00.000Z',
      scheduleId: null,
      deliverTo: ['per_01kb0v5zq8e3n9t2h4x6m7r8sa'],
    },
  },
  'document.failed': {
    description: 'A report could not be made, with the reason and what to do.',
    example: {
      reportId: 'rpt_01kb0v5zq8e3n9t2h4x6m7r8sa',
      kind: 'dossier',
      title: 'Dossiê do processo',
      reason: 'O processo não está mais sendo acompanhado.',
      fix: 'Cadastre-o de novo.',
      scheduleId: null,
      deliverTo: [],
    },
  },
  'notification.delivered': {
    description:
      'An event reached a webhook endpoint (webhookId, deliveryId), or a message a person (notificationId, channel). In the feed only: it is not delivered to webhooks.',
    example: { webhookId: WEBHOOK, deliveryId: DELIVERY, eventId: EVENT, attempts: 1 },
  },
  'notification.failed': {
    description:
      'An event was given up for a webhook endpoint, or a message for a channel of a person. In the feed only: it is not delivered to webhooks.',
    example: {
      webhookId: WEBHOOK,
      deliveryId: DELIVERY,
      eventId: EVENT,
      attempts: 10,
      reason: 'HTTP 500',
    },
  },
  'webhook.created': {
    description: 'A webhook endpoint was added.',
    example: { webhookId: WEBHOOK, url: 'https://example.com/lux' },
  },
  'webhook.disabled': {
    description: 'An endpoint was switched off: it answered 410, or failed for too long.',
    example: { webhookId: WEBHOOK, reason: 'HTTP 410' },
  },
  'webhook.expired': {
    description:
      'Deliveries had waited for a paused or disabled endpoint for as long as deliveries are kept, and were given up. Ask for them with `POST /v1/webhooks/{id}/resend` and this `since` and `until`, or `afterEventId`.',
    example: {
      webhookId: WEBHOOK,
      deliveries: 214,
      since: '2026-10-24T09:12:00.000Z',
      until: '2026-10-25T02:00:00.000Z',
    },
  },
  'webhook.failing': {
    description: 'An endpoint keeps failing and will be switched off if that goes on.',
    example: { webhookId: WEBHOOK, since: '2026-11-23T14:05:00.000Z', failures: 12 },
  },
  'webhook.test': {
    description: 'Made by a person to try an endpoint.',
    example: { webhookId: WEBHOOK, message: 'Se você está lendo isto, o webhook funciona.' },
  },
};

export const EVENT_TYPES = Object.keys(EVENT_CATALOGUE) as EventType[];

/** Whether `text` is a type, or a family (`movement.*`) that has types. */
export function isEventPattern(text: string): boolean {
  return text.endsWith('.*')
    ? EVENT_TYPES.some((type) => type.startsWith(text.slice(0, -1)))
    : Object.hasOwn(EVENT_CATALOGUE, text);
}
