import type { EventClass, PersonChannel } from '../../contracts/people.ts';
import type { PersonFacts } from '../person.ts';
import { nextAt, opensAt, quietUntil } from './closed-hours.ts';

/** Why and until when a person wants to be left alone. */
export interface Closed {
  until: Date;
  reason: 'muted' | 'quiet-hours' | 'outside-working-hours';
}

/** What a person's clock says at one moment. */
export interface Moment {
  /** Undefined when this class may be told on this channel now. */
  closed(eventClass: EventClass, channel: PersonChannel): Closed | undefined;
  summaryAt(mode: 'daily' | 'weekly'): Date;
}

/** Reckoning in time zones costs a tenth of a millisecond: what is asked for every event of a turn is reckoned once. */
export function momentOf(person: PersonFacts, now: Date): Moment {
  const closed = new Map<string, Closed | undefined>();
  const summaries = new Map<string, Date>();
  return {
    closed(eventClass, channel) {
      const question = `${eventClass} ${channel}`;
      if (!closed.has(question)) closed.set(question, closedUntil(eventClass, channel, person, now));
      return closed.get(question);
    },
    summaryAt(mode) {
      const day = mode === 'weekly' ? person.summaryDay : undefined;
      const at = summaries.get(mode) ?? nextAt(now, person.timeZone, person.summaryHour, day);
      summaries.set(mode, at);
      return at;
    },
  };
}

/** Until when the person wants to be left alone by this class; the inbox makes no noise, so it has no hours. */
function closedUntil(
  eventClass: EventClass,
  channel: PersonChannel,
  person: PersonFacts,
  now: Date,
): Closed | undefined {
  if (channel === 'inbox' || eventClass === 'critical') return undefined;
  if (person.mutedUntil && person.mutedUntil > now) return { until: person.mutedUntil, reason: 'muted' };
  const quiet = quietUntil(now, person.timeZone, person.quietHours);
  if (quiet) return { until: quiet, reason: 'quiet-hours' };
  const opens = eventClass === 'routine' ? opensAt(now, person.timeZone, person.workingHours) : null;
  return opens ? { until: opens, reason: 'outside-working-hours' } : undefined;
}
