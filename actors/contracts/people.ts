import { type Static, Type } from '@sinclair/typebox';
import { byChannel, CHANNEL_NAMES, type ChannelName } from './channel/declared.ts';
import type { Importance } from './events.ts';

/** Where a person can be told: the inbox is the platform's own, the others go through an adapter. */
export type PersonChannel = 'inbox' | ChannelName;
export const PERSON_CHANNELS: readonly PersonChannel[] = ['inbox', ...CHANNEL_NAMES];

/**
 * Kinds of news as a person's preferences know them. `critical`: a deadline or a right may be at stake. `important`: the case
 * took a step. `routine`: it goes its way. `case`: the case as a whole was closed, reopened, not found. `operation`: something
 * of the firm's own setup is broken. `report`: a report that somebody was named for is there, or could not be made. `summary`: new
 * movements were put into words. In the order in which a message tells of them.
 */
export const EVENT_CLASSES = [
  'critical',
  'important',
  'operation',
  'case',
  'report',
  'routine',
  'summary',
] as const;
export type EventClass = (typeof EVENT_CLASSES)[number];
/** Those that a subscription may name; a report is told to the people that it names, and to nobody else. */
export const SUBSCRIBED_CLASSES = [
  'critical',
  'important',
  'routine',
  'case',
  'operation',
  'summary',
] as const;

/**
 * `instant`: each by itself. `digest`: the first at once, what follows together when the window closes. `daily`, `weekly`:
 * together at the person's hour. `off`: not on this channel.
 */
export const DELIVERY_MODES = ['instant', 'digest', 'daily', 'weekly', 'off'] as const;
export type DeliveryMode = (typeof DELIVERY_MODES)[number];

/** A mode for each channel and class that differs from the usual one. `critical` is not among them: it is always instant. */
export type Preferences = {
  [C in PersonChannel]?: { [E in Exclude<EventClass, 'critical'>]?: DeliveryMode };
};

/** `HH:MM`, on the clock of the person. */
export type ClockTime = string;

/** From one time of the day to another, past midnight when `to` is not after `from`. Monday is 1; no days are all days. */
export interface DailyHours {
  from: ClockTime;
  to: ClockTime;
  days?: number[];
}

/** What a digest gathers: one case, one client (tag `cliente:…`), or everything of the person. */
export const DIGEST_SCOPES = ['case', 'client', 'lawyer'] as const;
export type DigestScope = (typeof DIGEST_SCOPES)[number];

export const LANGUAGES = ['pt-BR', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** A matter or client is the part after the colon of a tag that begins with this. */
export const MATTER_TAG = 'cliente:';

/** What a subscription takes or leaves. An absent or empty list filters nothing; different filters must all hold. */
export interface SubscriptionFilter {
  processIds?: string[];
  /** Names of matters or clients: tags `cliente:<name>`. */
  matters?: string[];
  tags?: string[];
  /** Court acronyms in any case. */
  tribunals?: string[];
  /** Slugs of movement groups, such as `hearing`. */
  groups?: string[];
  importances?: Importance[];
  classes?: EventClass[];
}

/**
 * The usual modes; a person's preferences replace single ones. What was put into words follows a notice of the same movement: it
 * rings nowhere unless somebody wants it to.
 */
export const USUAL_MODES: Record<PersonChannel, Readonly<Record<EventClass, DeliveryMode>>> = {
  inbox: {
    critical: 'instant',
    important: 'instant',
    routine: 'instant',
    case: 'instant',
    operation: 'instant',
    report: 'instant',
    summary: 'instant',
  },
  ...byChannel(({ usualModes }) => usualModes),
};

export function modeOf(
  preferences: Preferences,
  channel: PersonChannel,
  eventClass: EventClass,
): DeliveryMode {
  // Whatever is written there: what is critical cannot be muted or put off.
  if (eventClass === 'critical') return 'instant';
  return preferences[channel]?.[eventClass] ?? USUAL_MODES[channel][eventClass];
}

/** The id of an Outbound: who and what it is for, so that its receipt finds the way back. */
export function outboundId(tenant: string, personId: string, sendId: string): string {
  return `${tenant}.${personId}.${sendId}`;
}

export function parseOutboundId(
  text: string,
): { tenant: string; personId: string; sendId: string } | undefined {
  const match = /^([A-Za-z0-9_-]{1,36})\.(per_[0-9a-z]{26})\.(snd_[0-9a-z]{26})$/.exec(text);
  const [, tenant, personId, sendId] = match ?? [];
  return tenant && personId && sendId ? { tenant, personId, sendId } : undefined;
}

/** The id of an answer in a chat, of which the ledger knows nothing. */
export function replyId(tenant: string, messageId: string): string {
  return `${tenant}.reply.${messageId}`;
}

export function isReplyId(text: string): boolean {
  return /^[A-Za-z0-9_-]{1,36}\.reply\./.test(text);
}

const Id = Type.String({ minLength: 5, maxLength: 64 });

/** A firm's answer to a critical notice that nobody acknowledges, in order. */
export const EscalationStep = Type.Object({
  /** Counted from the notice, not from the step before. */
  afterMinutes: Type.Integer({ minimum: 1, maximum: 10_080 }),
  /** Somebody else; without one, the same person on every channel that was not used yet. */
  personId: Type.Optional(Id),
});
export type EscalationStep = Static<typeof EscalationStep>;
