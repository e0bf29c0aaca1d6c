import { type Happening, matterOf } from '../contracts/happening.ts';
import { type DeliveryMode, modeOf, type PersonChannel } from '../contracts/people.ts';
import { isSpent } from '../contracts/sentence.ts';
import { type Moment, momentOf } from './clock/moment.ts';
import type { PersonFacts, PersonState, Unreachable } from './person.ts';
import { type Immediate, settleBursts } from './storm.ts';

export type NoticeReason =
  | 'no-link'
  | 'no-connection'
  | 'same-act'
  | 'not-to-be-told'
  | 'preference'
  | 'read-elsewhere'
  | 'muted'
  | 'quiet-hours'
  | 'outside-working-hours'
  | 'window-open'
  | 'daily'
  | 'weekly'
  | 'storm';

/** What becomes of one event on one channel. */
export interface NoticeDecision {
  happening: Happening;
  channel: PersonChannel;
  outcome: 'sent' | 'held' | 'digested' | 'suppressed';
  reason: NoticeReason | null;
  /** What it is told together with; null is by itself. */
  batch: string | null;
  /** Of what is held or digested. */
  releaseAt: Date | null;
}

/** An event that some subscription of the person takes, and the channels that those name; none is all. */
export interface Candidate {
  happening: Happening;
  channels: readonly PersonChannel[];
}

export interface Circumstances {
  person: PersonFacts;
  state: PersonState;
  now: Date;
  /** Every channel, and what is wrong with it. */
  channels: ReadonlyMap<PersonChannel, Unreachable | undefined>;
  /** `event channel`: decided before. */
  decided: ReadonlySet<string>;
  /** `dedup key channel`: this act was told, or is to be. */
  acts: ReadonlySet<string>;
}

/**
 * Decides about each event on each channel that it concerns, exactly once:
 *
 *   channel cannot be used, act told by another grau, mode off, summary of what is not to be told any more ──▶ suppressed, with the reason
 *   critical ──▶ sent, whatever the hour and the preferences
 *   muted, quiet hours, routine outside of working hours ──▶ held until they end
 *   daily, weekly, window of its digest open ──▶ digested
 *   else ──▶ sent; more than a person can read at a time ──▶ one message for all of it
 */
export function decide(
  candidates: readonly Candidate[],
  circumstances: Circumstances,
): { decisions: NoticeDecision[]; state: PersonState } {
  const { person, now, decided } = circumstances;
  const windows = openWindows(circumstances.state.windows, now);
  const moment = momentOf(person, now);
  const acts = new Set(circumstances.acts);
  const seen = new Set(decided);
  const decisions: NoticeDecision[] = [];
  const immediate: Immediate[] = [];
  for (const { happening, channels } of candidates) {
    for (const channel of channelsFor(happening, channels, circumstances)) {
      const place = `${happening.eventId} ${channel}`;
      if (seen.has(place)) continue;
      seen.add(place);
      const act = `${happening.dedupKey} ${channel}`;
      const unreachable = circumstances.channels.get(channel);
      const decision = unreachable
        ? suppress(happening, channel, unreachable)
        : acts.has(act)
          ? suppress(happening, channel, 'same-act')
          : isSpent(happening)
            ? suppress(happening, channel, 'not-to-be-told')
            : decideOne(happening, channel, { person, now, windows, moment });
      if (decision.outcome !== 'suppressed') acts.add(act);
      if (decision.outcome === 'sent') immediate.push(decision as Immediate);
      else decisions.push(decision);
    }
  }
  const settled = settleBursts(immediate, circumstances.state.bursts, now);
  return { decisions: [...decisions, ...settled.decisions], state: { windows, bursts: settled.bursts } };
}

/** What is critical is always in the inbox as well, so that a dead channel cannot swallow it. */
function channelsFor(
  { eventClass }: Happening,
  wanted: readonly PersonChannel[],
  { channels }: Circumstances,
): PersonChannel[] {
  const all = [...channels.keys()].filter((channel) => channels.get(channel) !== 'no-link');
  const chosen = wanted.length === 0 ? all : [...wanted];
  return eventClass === 'critical' && !chosen.includes('inbox') ? [...chosen, 'inbox'] : chosen;
}

function decideOne(
  happening: Happening,
  channel: PersonChannel,
  at: { person: PersonFacts; now: Date; windows: Record<string, number>; moment: Moment },
): NoticeDecision {
  const { person, now, windows, moment } = at;
  const mode: DeliveryMode = modeOf(person.preferences, channel, happening.eventClass);
  const place = { happening, channel };
  if (mode === 'off') return suppress(happening, channel, 'preference');
  const sent = { ...place, outcome: 'sent', reason: null, batch: null, releaseAt: null } as const;
  if (happening.eventClass === 'critical') return sent;
  if (mode === 'daily' || mode === 'weekly') {
    return { ...place, outcome: 'digested', reason: mode, batch: mode, releaseAt: moment.summaryAt(mode) };
  }
  const closed = moment.closed(happening.eventClass, channel);
  if (closed) {
    return { ...place, outcome: 'held', reason: closed.reason, batch: 'held', releaseAt: closed.until };
  }
  if (mode === 'instant') return sent;
  const batch = scopeOf(happening, person);
  const window = `${channel}|${batch}`;
  const closes = windows[window];
  if (closes !== undefined) {
    return { ...place, outcome: 'digested', reason: 'window-open', batch, releaseAt: new Date(closes) };
  }
  // The first goes at once and opens the window; what follows does not move its end.
  windows[window] = now.getTime() + person.digestMinutes * 60_000;
  return sent;
}

function scopeOf({ process, tags, eventId }: Happening, { digestBy }: PersonFacts): string {
  if (digestBy === 'lawyer') return 'lawyer';
  if (digestBy === 'client') {
    const matter = matterOf(tags);
    if (matter !== null) return `client:${matter.toLowerCase()}`;
  }
  return `case:${process?.id ?? eventId}`;
}

function suppress(happening: Happening, channel: PersonChannel, reason: NoticeReason): NoticeDecision {
  return { happening, channel, outcome: 'suppressed', reason, batch: null, releaseAt: null };
}

/** Windows that have not closed yet; a closed one is as good as none. */
export function openWindows(windows: Readonly<Record<string, number>>, now: Date): Record<string, number> {
  return Object.fromEntries(Object.entries(windows).filter(([, closes]) => closes > now.getTime()));
}
