import type { Happening } from '../contracts/happening.ts';
import type { PersonChannel } from '../contracts/people.ts';
import { candidatesOf, type Wanted } from './candidates.ts';
import { type Circumstances, decide, type NoticeDecision } from './decide.ts';
import { gather, type Ready } from './gather.ts';
import { CALM } from './person.ts';
import { type Due, judgeDue, RELEASED_AT_ONCE, reopened } from './release.ts';

/** What was written in one commit, and is told of together. */
export interface Turn {
  at: Date;
  happenings: readonly Happening[];
}

/** What became of events on a channel. An event may be in two of the counts, such as held and then told in a message. */
export interface Tally {
  messages: number;
  /** Events that those messages tell of. */
  events: number;
  /** Waited until the person's hours opened. */
  held: number;
  /** Gathered: into a digest, a summary, or one message for a storm. */
  batched: number;
  /** The same act, told by another grau before. */
  deduplicated: number;
  /** The person's preferences want none of it there. */
  unwanted: number;
  unreachable: number;
  /** Held or gathered, and not told by the end. */
  waiting: number;
}

export interface Backtest {
  /** Messages; one that goes over several channels is one. */
  messages: number;
  channels: Map<PersonChannel, Tally>;
}

type Waiting = Due & { releaseAt: Date };

/**
 * A lane that only counts. What it does comes in pieces, each done when the next is asked for, so that who has much of it may let others
 * have their turn in between.
 */
export interface CountingLane {
  /** In the order of time. */
  take(turn: Turn): Generator<void, void>;
  /** Nothing more happens until a moment. */
  pass(until: Date): Generator<void, void>;
  /** What waits still is counted as waiting. */
  result(): Backtest;
}

/**
 * What a person would have been sent of what happened, turn after turn, as their lane would have decided it: the same decisions, and
 * an alarm that is always on time. Nobody reads anything meanwhile, so nothing is spared for having been read.
 */
export function createBacktest(
  { person, channels }: Pick<Circumstances, 'person' | 'channels'>,
  wanted: readonly Wanted[],
): CountingLane {
  const result: Backtest = { messages: 0, channels: new Map() };
  const happenings = new Map<string, Happening>();
  const acts = new Set<string>();
  let state = CALM;
  let waiting: Waiting[] = [];
  /** When the first of them is due. */
  let next: Date | undefined;

  const tallyOf = (channel: PersonChannel): Tally => {
    const tally = result.channels.get(channel) ?? { ...NOTHING };
    result.channels.set(channel, tally);
    return tally;
  };

  const heldOnce = new Set<string>();
  /** Held again when its hour has come, it is still one that was held. */
  function countHeld(eventId: string, channel: PersonChannel): void {
    const place = placeOf({ eventId, channel });
    if (!heldOnce.has(place)) tallyOf(channel).held++;
    heldOnce.add(place);
  }

  function tell(ready: readonly Ready[]): void {
    for (const bundle of gather(ready, person.sealedChannels)) {
      result.messages++;
      for (const channel of bundle.channels) {
        const tally = tallyOf(channel);
        tally.messages++;
        tally.events += bundle.happenings.length;
      }
    }
  }

  function* releaseUntil(moment: Date): Generator<void, void> {
    for (;;) {
      const now = next;
      if (!now || now > moment) return;
      const due = waiting
        .filter(({ releaseAt }) => releaseAt <= now)
        .sort(asReleased)
        .slice(0, RELEASED_AT_ONCE);
      const taken = new Set(due);
      const { ready, others } = judgeDue(due, happenings, { person, channels, now });
      const heldOn = new Map(others.map((one) => [placeOf(one), one]));
      const kept = due.flatMap((one): Waiting[] => {
        const { outcome, releaseAt, reason } = heldOn.get(placeOf(one)) ?? {};
        return outcome === 'held' && releaseAt
          ? [{ ...one, outcome, reason: reason ?? null, releaseAt }]
          : [];
      });
      for (const { eventId, channel } of kept) countHeld(eventId, channel);
      waiting = [...waiting.filter((one) => !taken.has(one)), ...kept];
      next = soonest(waiting);
      state = reopened(state, ready, person, now);
      tell(ready);
      yield;
    }
  }

  return {
    *take({ at: now, happenings: news }) {
      yield* releaseUntil(now);
      // What concerns the person is told without a subscription, and is none of its doing.
      const subscribed = news.map((one) => ({ ...one, concerns: [] }));
      const candidates = candidatesOf(person.id, subscribed, wanted);
      if (candidates.length === 0) return;
      for (const { happening } of candidates) happenings.set(happening.eventId, happening);
      const mine = candidates.flatMap(({ happening }) =>
        [...channels.keys()].map((one) => actOf(happening, one)),
      );
      const known = new Set(mine.filter((act) => acts.has(act)));
      const decided = decide(candidates, { person, channels, state, now, decided: new Set(), acts: known });
      state = decided.state;
      yield;
      for (const decision of decided.decisions) {
        const { happening, channel, outcome } = decision;
        if (outcome === 'held') countHeld(happening.eventId, channel);
        else count(tallyOf(channel), decision);
        if (outcome !== 'suppressed') acts.add(actOf(happening, channel));
      }
      const held = decided.decisions.flatMap((one) => waitingOf(one, now));
      waiting.push(...held);
      next = soonest(next ? [...held, { releaseAt: next }] : held);
      yield;
      const ready = decided.decisions.filter(({ outcome }) => outcome === 'sent');
      tell(ready.map((one) => ({ ...one, since: null })));
      yield;
    },
    pass: releaseUntil,
    result() {
      for (const { channel } of waiting) tallyOf(channel).waiting++;
      return result;
    },
  };
}

const NOTHING: Tally = {
  messages: 0,
  events: 0,
  held: 0,
  batched: 0,
  deduplicated: 0,
  unwanted: 0,
  unreachable: 0,
  waiting: 0,
};

function count(tally: Tally, { outcome, reason, batch }: NoticeDecision): void {
  if (outcome === 'digested' || batch !== null) tally.batched++;
  else if (reason === 'same-act') tally.deduplicated++;
  else if (reason === 'preference') tally.unwanted++;
  else if (outcome === 'suppressed') tally.unreachable++;
}

function waitingOf(decision: NoticeDecision, createdAt: Date): Waiting[] {
  const { happening, channel, outcome, reason, batch, releaseAt } = decision;
  if ((outcome !== 'held' && outcome !== 'digested') || !releaseAt) return [];
  const { eventId, eventClass } = happening;
  return [
    { eventId, eventClass, channel, outcome, reason, batch, releaseAt, createdAt, readElsewhere: false },
  ];
}

function actOf({ dedupKey }: Happening, channel: PersonChannel): string {
  return `${dedupKey} ${channel}`;
}

function placeOf({ eventId, channel }: { eventId: string; channel: PersonChannel }): string {
  return `${eventId} ${channel}`;
}

function soonest(waiting: readonly { releaseAt: Date }[]): Date | undefined {
  return waiting.reduce<Date | undefined>(
    (first, { releaseAt }) => (first && first <= releaseAt ? first : releaseAt),
    undefined,
  );
}

function asReleased(a: Waiting, b: Waiting): number {
  return (
    a.releaseAt.getTime() - b.releaseAt.getTime() ||
    a.createdAt.getTime() - b.createdAt.getTime() ||
    (a.eventId < b.eventId ? -1 : 1)
  );
}
