import { formatCnjNumber } from '../../actors/contracts/cnj-number.ts';
import type { EventData, EventEnvelope, EventType, ProcessRef } from '../../actors/contracts/events.ts';

/** One line about something that went over the broker; undefined for what is of no interest to a person. */
export function liveLine(subject: string, body: unknown): string | undefined {
  const [, stream, ...rest] = subject.split('.');
  if (stream === 'jobs') return jobLine(rest[0] ?? '', rest[2] ?? '', body);
  if (stream === 'dlq') return deadLetterLine(rest[0] ?? '', rest[1] ?? '', body);
  if (stream === 'events') return eventLine(body as EventEnvelope);
  return undefined;
}

/** Heartbeats of gateways and endpoints: many, and of no interest while all is well. */
const BEATS = new Set([
  'datajud-fetcher sweep',
  'datajud-fetcher watch',
  'notifier deliver',
  'report-renderer run',
]);

type Job = { type?: string; payload?: { number?: unknown; alias?: unknown } };

function jobLine(kind: string, tenant: string, body: unknown): string | undefined {
  const { type = '?', payload } = body as Job;
  if (BEATS.has(`${kind} ${type}`)) return undefined;
  const { number, alias } = payload ?? {};
  const about = isCnjNumber(number) ? formatCnjNumber(number) : String(alias ?? '').toUpperCase();
  return `job        ${kind} takes ${type}${about && ` ${about}`} for ${tenant}`;
}

function deadLetterLine(kind: string, tenant: string, body: unknown): string {
  const { type, reason } = body as { type?: string; reason?: string };
  return `dead       ${kind} ${type ?? '?'} of ${tenant}: ${reason ?? 'no reason given'}`;
}

type Lines = { [T in EventType]?: (data: EventData[T]) => string };

const movement = (verb: string) => (data: EventData['movement.detected']) =>
  `movement   ${name(data.process)} ${verb}: ${data.movement.description} (${data.movement.importance})`;

const LINES: Lines = {
  'tenant.provisioned': (data) => `firm       ${data.name} signed up`,
  'process.created': (data) => `case       ${name(data.process)} is watched from now on`,
  'process.deleted': (data) => `case       ${name(data.process)} is not watched any more`,
  'process.imported': (data) =>
    `imported   ${name(data.process)} from ${data.instance.tribunal} ${data.instance.grau}: ${data.movements.length} movements`,
  'process.amended': (data) => `case       ${name(data.process)} changed: ${data.changed.join(', ')}`,
  'process.closed': (data) => `case       ${name(data.process)} is closed`,
  'process.reopened': (data) => `case       ${name(data.process)} is open again`,
  'movement.detected': movement('found'),
  'movement.corrected': movement('corrected'),
  'movement.withdrawn': movement('withdrawn'),
  'movement.restored': movement('restored'),
  'notification.send': (data) =>
    `told       ${data.personId} of ${data.eventIds.length} events (${data.kind}) on ${data.channels.join(', ')}`,
  'summary.generated': (data) =>
    `${data.task === 'notice' ? 'notice ' : 'summary'}    ${name(data.process)}, ${data.engine === 'local' ? 'by rules' : 'by a model'}: ${data.text.slice(0, 120)}${data.text.length > 120 ? '…' : ''}`,
  'document.generated': (data) =>
    `report     ${data.title}: ${data.files.map((file) => file.format).join(', ')}`,
  'document.failed': (data) => `report     ${data.title} could not be made: ${data.reason}`,
  'notification.delivered': (data) =>
    'webhookId' in data
      ? `delivered  ${data.eventId} to webhook ${data.webhookId} (attempt ${data.attempts})`
      : `delivered  ${data.notificationId} to ${data.personId} by ${data.channel}`,
  'notification.failed': (data) =>
    'webhookId' in data
      ? `failed     ${data.eventId} to webhook ${data.webhookId}: ${data.reason}`
      : `failed     ${data.notificationId} to ${data.personId} by ${data.channel}: ${data.reason}`,
  'notification.acknowledged': (data) => `noticed    ${data.notificationId} (by ${data.how})`,
  'person.erased': ({ successorId, waiting }) =>
    `person     erased; ${waiting} notices go on to ${successorId ?? 'nobody'}`,
  'channel.disabled': (data) => `channel    ${data.channel} switched off: ${data.reason}`,
  'webhook.expired': (data) =>
    `webhook    ${data.webhookId}: ${data.deliveries} waited too long and were given up`,
  'webhook.disabled': (data) => `webhook    ${data.webhookId} switched off: ${data.reason}`,
};

function eventLine(event: EventEnvelope): string | undefined {
  const line = LINES[event.type] as ((data: EventData[EventType]) => string) | undefined;
  return line?.(event.data);
}

const isCnjNumber = (text: unknown): text is string => typeof text === 'string' && /^\d{20}$/.test(text);

function name(process: ProcessRef): string {
  const number = formatCnjNumber(process.number);
  return process.label ? `${number} (${process.label})` : number;
}
