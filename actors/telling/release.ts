import type { Happening } from '../contracts/happening.ts';
import type { EventClass, PersonChannel } from '../contracts/people.ts';
import { isSpent } from '../contracts/sentence.ts';
import { momentOf } from './clock/moment.ts';
import { type Circumstances, openWindows } from './decide.ts';
import type { Ready } from './gather.ts';
import type { PersonFacts, PersonState } from './person.ts';

/** Notices in one turn; what is more makes further messages. */
export const RELEASED_AT_ONCE = 1_000;

/** An event that was held or gathered on a channel, and whose time has come. */
export interface Due {
  eventId: string;
  channel: PersonChannel;
  outcome: 'held' | 'digested';
  reason: string | null;
  batch: string | null;
  eventClass: EventClass;
  createdAt: Date;
  /** Read or acknowledged by the person on another channel meanwhile. */
  readElsewhere: boolean;
}

/** What becomes of one that is not told now. */
export interface NotYet {
  eventId: string;
  channel: PersonChannel;
  outcome: 'held' | 'suppressed';
  reason: string;
  /** Of what is held on. */
  releaseAt: Date | null;
}

/** Which of the due ones are told now, and what becomes of the others. */
export function judgeDue(
  due: readonly Due[],
  happenings: ReadonlyMap<string, Happening>,
  { person, channels, now }: Pick<Circumstances, 'person' | 'channels' | 'now'>,
): { ready: Ready[]; others: NotYet[] } {
  const ready: Ready[] = [];
  const moment = momentOf(person, now);
  const others: NotYet[] = [];
  for (const { eventId, channel, eventClass, batch, reason, createdAt, outcome, readElsewhere } of due) {
    const place = { eventId, channel };
    const happening = happenings.get(eventId);
    const unreachable = channels.get(channel);
    const closed = moment.closed(eventClass, channel);
    if (unreachable || !happening) {
      others.push({ ...place, outcome: 'suppressed', reason: unreachable ?? 'no-event', releaseAt: null });
    } else if (isSpent(happening)) {
      others.push({ ...place, outcome: 'suppressed', reason: 'not-to-be-told', releaseAt: null });
    } else if (readElsewhere && eventClass !== 'critical') {
      others.push({ ...place, outcome: 'suppressed', reason: 'read-elsewhere', releaseAt: null });
    } else if (closed) {
      others.push({ ...place, outcome: 'held', reason: closed.reason, releaseAt: closed.until });
    } else {
      ready.push({ happening, channel, batch, reason, since: outcome === 'held' ? createdAt : null });
    }
  }
  return { ready, others };
}

/** A digest that went out opens its next window: what follows is gathered, however steadily it comes. */
export function reopened(
  state: PersonState,
  ready: readonly Ready[],
  person: PersonFacts,
  now: Date,
): PersonState {
  const windows = openWindows(state.windows, now);
  for (const { batch, channel } of ready) {
    if (batch === null || !/^(case|client|lawyer)/.test(batch)) continue;
    windows[`${channel}|${batch}`] = now.getTime() + person.digestMinutes * 60_000;
  }
  return { ...state, windows };
}
