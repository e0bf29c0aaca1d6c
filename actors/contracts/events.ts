import type { CodedName, CourtUnit, MovementComplement } from './court-document.ts';
import type { ReportFormat, ReportKind } from './reports.ts';

/** Why an event is told: what the court just did, what it told late, what was there before, or a repair. */
export type Origin = 'new' | 'late' | 'backfill' | 'correction';

export type Importance = 'critical' | 'high' | 'medium' | 'low';

/** A movement as events and webhooks carry it. */
export interface MovementFact {
  id: string;
  alias: string;
  tribunal: string;
  grau: string;
  code: number;
  name: string;
  /** What a lawyer reads, in Portuguese. */
  description: string;
  /** ISO 8601 with offset, Brasília. */
  occurredAt: string;
  complements: MovementComplement[];
  unitName: string | null;
  importance: Importance;
  group: string;
  origin: Origin;
  /** Which of several identical movements, from 1; absent for the first. Courts repeat themselves to the second. */
  twin?: number;
}

/** Header of one grau, as events carry it. */
export interface InstanceFact {
  alias: string;
  tribunal: string;
  grau: string;
  class: CodedName | null;
  system: CodedName | null;
  format: CodedName | null;
  unit: CourtUnit | null;
  subjects: CodedName[];
  filedAt: string | null;
  secrecy: number;
  closed: boolean;
}

export interface ProcessRef {
  id: string;
  /** 20 digits. */
  number: string;
  label: string | null;
}

/** One event on its way to one webhook endpoint. */
export type WebhookDeliveryFact = {
  webhookId: string;
  deliveryId: string;
  eventId: string;
  attempts: number;
};

/** A message to a person. */
export type NotificationFact = {
  notificationId: string;
  personId: string;
  kind: string;
  processIds: string[];
};

/** Every event type with the shape of its data. The name of an event is a public contract. */
export interface EventData {
  'tenant.provisioned': { name: string; plan: string };
  'process.created': { process: ProcessRef; tags: string[]; courtStatus?: 'pending' | 'no_index' };
  /** Only the fields that changed. */
  'process.updated': {
    process: ProcessRef;
    changes: { label?: string | null; tags?: string[]; status?: 'active' | 'paused'; courtStatus?: string };
  };
  'process.deleted': { process: ProcessRef };
  /** The silent first import of one grau: everything that was there before the firm watched. */
  'process.imported': { process: ProcessRef; instance: InstanceFact; movements: MovementFact[] };
  /** The court changed the header of a grau (class, unit, subjects, secrecy ...). */
  'process.amended': { process: ProcessRef; instance: InstanceFact; changed: string[] };
  /** The court rewrote the record without telling anything new; identities are renewed silently. */
  'process.rebased': {
    process: ProcessRef;
    instance: InstanceFact;
    withdrawn: string[];
    added: MovementFact[];
    changed: MovementFact[];
  };
  /** Every grau is closed. */
  'process.closed': { process: ProcessRef };
  'process.reopened': { process: ProcessRef };
  'movement.detected': { process: ProcessRef; movement: MovementFact };
  'movement.corrected': { process: ProcessRef; movement: MovementFact; before: MovementFact };
  'movement.withdrawn': { process: ProcessRef; movement: MovementFact };
  'movement.restored': { process: ProcessRef; movement: MovementFact };
  /** A summary was written, with a model or without one; never of a sealed case. */
  'summary.generated': {
    process: ProcessRef;
    answerId: string;
    task: 'summary' | 'notice';
    audience: 'client' | 'lawyer';
    text: string;
    /** Everything that the text rests on. */
    movementIds: string[];
    /** Whether every sentence could be proved from the movements that it cites. */
    proved: boolean;
    /** Of a notice: that of its weightiest movement. */
    importance?: Importance;
    engine: 'anthropic' | 'local';
    /** In Portuguese: who or what wrote it, and that a lawyer must check it. */
    disclaimer: string;
  };
  /** A report can be read. `link` is time-limited, and null when the report shows a case under secrecy. */
  'document.generated': {
    reportId: string;
    kind: ReportKind;
    title: string;
    process: ProcessRef | null;
    files: { format: ReportFormat; bytes: number; sha256: string; link: string | null; fileName?: string }[];
    linksExpireAt: string | null;
    /** When the report and its files end. */
    expiresAt?: string;
    scheduleId: string | null;
    /** People who are to be told, by their ids. */
    deliverTo?: string[];
  };
  /** A report could not be made. */
  'document.failed': {
    reportId: string;
    kind: ReportKind;
    title: string;
    reason: string;
    fix: string | null;
    scheduleId: string | null;
    deliverTo?: string[];
  };
  /** A message to a person is on its way, for the first time or, with a reason, further. */
  'notification.send': NotificationFact & { eventIds: string[]; channels: string[]; reason?: string };
  'notification.delivered': WebhookDeliveryFact | (NotificationFact & { sendId: string; channel: string });
  'notification.failed':
    | (WebhookDeliveryFact & { reason: string })
    | (NotificationFact & { sendId: string; channel: string; reason: string });
  'notification.acknowledged': {
    notificationId: string;
    personId: string;
    acknowledgedBy: string;
    how: string;
  };
  /**
   * A person was forgotten. Who goes on with the critical notices that waited for them, and in the steps of the escalation policy
   * that named them; null: nobody.
   */
  'person.erased': { personId: string; successorId: string | null; waiting: number; steps: number };
  /** A person's link or a firm's connection was switched off by its provider. */
  'channel.disabled': { channel: string; reason: string; personId?: string; connectionId?: string };
  'webhook.created': { webhookId: string; url: string };
  'webhook.disabled': { webhookId: string; reason: string };
  /** What had waited too long for an endpoint that was paused or disabled was given up: deliveries made since a moment and before another. */
  'webhook.expired': { webhookId: string; deliveries: number; since: string; until: string };
  'webhook.failing': { webhookId: string; since: string; failures: number };
  /** Made by a person to try an endpoint. */
  'webhook.test': { webhookId: string; message: string };
}

export type EventType = keyof EventData;

export type Aggregate =
  | 'tenant'
  | 'process'
  | 'webhook'
  | 'notification'
  | 'channel'
  | 'person'
  | 'summary'
  | 'document';

/** An event as it is read: from the feed, over SSE, in a webhook, on the EVENTS stream. */
export interface EventEnvelope<T extends EventType = EventType> {
  id: string;
  tenant: string;
  aggregate: Aggregate;
  aggregateId: string;
  type: T;
  version: number;
  origin: Origin;
  occurredAt: string;
  recordedAt: string;
  causationId: string | null;
  correlationId: string | null;
  data: EventData[T];
}
