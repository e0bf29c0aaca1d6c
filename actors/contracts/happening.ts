import { channelEndText } from './channel/channel-end.ts';
import type {
  EventData,
  EventEnvelope,
  Importance,
  InstanceFact,
  MovementFact,
  ProcessRef,
} from './events.ts';
import { type EventClass, MATTER_TAG } from './people.ts';
import type { ReportFormat, ReportKind } from './reports.ts';
import type { Sentence } from './sentence.ts';

/** How a movement is told: as it is, or with a word about why it is told now. */
export type Telling = 'new' | 'late' | 'corrected' | 'withdrawn' | 'restored';

/** A report that was made, or could not be. */
export interface ReportNews {
  id: string;
  kind: ReportKind;
  /** In Portuguese. */
  title: string;
  /** What may be linked to; none of one that shows a case under secrecy. */
  files: { format: ReportFormat; fileName: string; sha256: string }[];
  /** When the files end. ISO 8601; null when there are none, or an old event does not say. */
  expiresAt: string | null;
  failure: { reason: string; fix: string | null } | null;
}

/** An event as subscriptions and notices see it. */
export interface Happening {
  eventId: string;
  type: string;
  eventClass: EventClass;
  telling: Telling;
  process: ProcessRef | null;
  tags: readonly string[];
  /** The case is under secrecy: nothing of it may be told without a grant. */
  sealed: boolean;
  tribunal: string | null;
  grau: string | null;
  importance: Importance | null;
  group: string | null;
  /** What a lawyer reads, in Portuguese; empty when the event has no words of its own. */
  text: string;
  /** What the court said before a correction. */
  before: string | null;
  unitName: string | null;
  /** ISO 8601. */
  occurredAt: string;
  recordedAt: string;
  /** The same for one act that two graus tell of, and for nothing else. */
  dedupKey: string;
  /** The only people that it is for, by their ids; null leaves it to subscriptions. */
  addressees: readonly string[] | null;
  /** People whom it concerns: they are told beside those whose subscriptions take it. */
  concerns: readonly string[];
  report: ReportNews | null;
  /** The movement that was found, late or not; null of anything else, a correction included. */
  movementId: string | null;
  /** Of a summary: the answer whose sentences it tells. */
  answerId: string | null;
  /** What was written about it: of what an event alone tells of, nothing yet (contracts/sentence.ts). */
  sentences: readonly Sentence[];
}

/** What is known of the case besides the event. */
export interface CaseFacts {
  tags: readonly string[];
  tribunal: string | null;
  secrecy: number;
}

const CLASS_OF: Record<Importance, EventClass> = {
  critical: 'critical',
  high: 'important',
  medium: 'routine',
  low: 'routine',
};

const TELLING: Record<string, Telling> = {
  'movement.corrected': 'corrected',
  'movement.withdrawn': 'withdrawn',
  'movement.restored': 'restored',
};

/**
 * What there is to tell people of an event; undefined when it concerns nobody: imports (the history that was there before),
 * what became of notifications, the firm's own changes. `facts` are undefined when the case is unknown, which counts as sealed.
 */
export function happeningOf(event: EventEnvelope, facts: CaseFacts | undefined): Happening | undefined {
  const eventClass = classOf(event);
  if (!eventClass || event.origin === 'backfill') return undefined;
  const data = event.data as {
    process?: ProcessRef | null;
    movement?: MovementFact;
    before?: MovementFact;
    instance?: InstanceFact;
  };
  const { movement } = data;
  const secrecy = data.process ? (facts?.secrecy ?? 1) : 0;
  return {
    eventId: event.id,
    type: event.type,
    eventClass,
    telling: TELLING[event.type] ?? (event.origin === 'late' ? 'late' : 'new'),
    process: data.process ?? null,
    tags: facts?.tags ?? [],
    sealed: Math.max(secrecy, data.instance?.secrecy ?? 0) > 0,
    tribunal: movement?.tribunal ?? facts?.tribunal ?? null,
    grau: movement?.grau ?? null,
    importance: movement?.importance ?? (isNotice(event) ? (event.data.importance ?? null) : null),
    group: movement?.group ?? null,
    text: movement ? (movement.description ?? movement.name) : textOf(event),
    before: data.before?.description ?? null,
    unitName: movement?.unitName ?? null,
    occurredAt: movement?.occurredAt ?? event.occurredAt,
    recordedAt: event.recordedAt,
    dedupKey: dedupKeyOf(event, movement),
    addressees: isReport(event) ? (event.data.deliverTo ?? []) : null,
    concerns: isChannelEnd(event) && event.data.personId !== undefined ? [event.data.personId] : [],
    report: isReport(event) ? reportOf(event) : null,
    movementId: event.type === 'movement.detected' ? (movement?.id ?? null) : null,
    answerId: isNotice(event) ? event.data.answerId : null,
    sentences: [],
  };
}

/** The case that an event tells of; null when it tells of none. */
export function caseOf(event: EventEnvelope): string | null {
  if (event.aggregate === 'process') return event.aggregateId;
  const { process } = event.data as { process?: ProcessRef | null };
  return process?.id ?? null;
}

type AboutReport = EventEnvelope<'document.generated'> | EventEnvelope<'document.failed'>;

function isReport(event: EventEnvelope): event is AboutReport {
  return event.type === 'document.generated' || event.type === 'document.failed';
}

/** New movements in words; a summary of a whole case is read by who asked for it. */
function isNotice(event: EventEnvelope): event is EventEnvelope<'summary.generated'> {
  return (
    event.type === 'summary.generated' && (event.data as EventData['summary.generated']).task === 'notice'
  );
}

/** A link of a person ended, which they did not ask for, or a connection of the firm did. */
function isChannelEnd(event: EventEnvelope): event is EventEnvelope<'channel.disabled'> {
  return event.type === 'channel.disabled';
}

/** The person whose name stands behind the words of an event, because no event keeps one; null when that is nobody. */
export function namedIn(event: EventEnvelope): string | null {
  if (isChannelEnd(event)) return event.data.personId ?? null;
  return event.type === 'person.erased' ? (event.data as EventData['person.erased']).successorId : null;
}

function reportOf({ data }: AboutReport): ReportNews {
  const { reportId: id, kind, title } = data;
  if ('reason' in data)
    return {
      id,
      kind,
      title,
      files: [],
      expiresAt: null,
      failure: { reason: data.reason, fix: data.fix },
    };
  const { expiresAt = null } = data;
  return { id, kind, title, files: data.files.flatMap(linkable(data)), expiresAt, failure: null };
}

function linkable({ kind, reportId }: EventData['document.generated']) {
  return (file: EventData['document.generated']['files'][number]): ReportNews['files'] => {
    if (file.link === null) return [];
    const { format, sha256, fileName = `${kind}-${reportId}.${format}` } = file;
    return [{ format, fileName, sha256 }];
  };
}

function classOf(event: EventEnvelope): EventClass | undefined {
  const { type, data } = event;
  if (type.startsWith('movement.')) {
    return CLASS_OF[(data as { movement: MovementFact }).movement.importance] ?? 'routine';
  }
  if (type === 'process.closed' || type === 'process.reopened') return 'case';
  if (type === 'process.updated')
    return (data as { changes?: { courtStatus?: string } }).changes?.courtStatus === 'not_found'
      ? 'case'
      : undefined;
  if (isReport(event)) return 'report';
  if (type === 'person.erased') {
    const { waiting, steps } = data as EventData['person.erased'];
    return waiting + steps > 0 ? 'operation' : undefined;
  }
  if (isNotice(event)) return 'summary';
  return OPERATION.has(type) ? 'operation' : undefined;
}

const OPERATION = new Set(['webhook.failing', 'webhook.disabled', 'webhook.expired', 'channel.disabled']);

const TEXTS: Record<string, string> = {
  'process.closed': 'Processo baixado em todos os graus',
  'process.reopened': 'Processo reativado',
  'process.updated': 'O processo não foi encontrado no tribunal',
  'webhook.failing': 'Um webhook do escritório está falhando',
  'webhook.disabled': 'Um webhook do escritório foi desativado',
  'webhook.expired': 'Eventos que aguardavam um webhook pausado foram descartados',
  'summary.generated': 'Novas movimentações em outras palavras',
};

function textOf(event: EventEnvelope): string {
  if (isReport(event)) return event.data.title;
  if (event.type === 'person.erased')
    return (event.data as EventData['person.erased']).successorId === null
      ? 'Os avisos críticos de uma pessoa removida ficaram sem quem os receba'
      : 'Os avisos críticos de uma pessoa removida passaram a outra pessoa';
  if (isChannelEnd(event)) return channelEndText(event.data);
  return TEXTS[event.type] ?? '';
}

function dedupKeyOf(event: EventEnvelope, movement: MovementFact | undefined): string {
  // Only what is told for the first time may be told by another grau as well; a correction is about one record.
  if (event.type !== 'movement.detected' || !movement) return event.id;
  const { code, occurredAt, description, twin } = movement;
  const at = Date.parse(occurredAt);
  return [event.aggregateId, code, Number.isNaN(at) ? occurredAt : at, description ?? '', twin ?? 1].join(
    '|',
  );
}

/** The matter or client of a case: the first tag `cliente:…` without its prefix; null when it has none. */
export function matterOf(tags: readonly string[]): string | null {
  const tag = tags.find((one) => one.toLowerCase().startsWith(MATTER_TAG));
  return tag ? tag.slice(MATTER_TAG.length).trim() : null;
}
