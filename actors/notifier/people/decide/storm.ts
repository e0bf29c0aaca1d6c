import type { NoticeDecision } from './decide.ts';
import type { PersonState } from './person.ts';

/** A decision to tell at once. */
export type Immediate = NoticeDecision & { outcome: 'sent' };

/** So many messages on a channel within the stretch are read; more of them are a storm. */
export const STORM_AFTER = 20;
export const STORM_STRETCH_MS = 10 * 60_000;
/** What is critical waits no longer than this for its place in a storm's next message. */
export const URGENT_MS = 60_000;

/**
 * Keeps a court that tells five hundred things from ringing five hundred times: what exceeds the measure of a channel
 * becomes one message, and what follows within the stretch the next one.
 */
export function settleBursts(
  immediate: readonly Immediate[],
  before: PersonState['bursts'],
  now: Date,
): { decisions: NoticeDecision[]; bursts: PersonState['bursts'] } {
  const bursts = { ...before };
  const decisions: NoticeDecision[] = [];
  for (const channel of new Set(immediate.map((one) => one.channel))) {
    const mine = immediate.filter((one) => one.channel === channel);
    const old = bursts[channel];
    const isOver = !old || now.getTime() - old.since >= STORM_STRETCH_MS;
    const burst = isOver ? { since: now.getTime(), count: 0 } : old;
    const room = STORM_AFTER - burst.count;
    if (mine.length <= room) {
      decisions.push(...mine);
      bursts[channel] = { ...burst, count: burst.count + mine.length };
    } else if (room > 0) {
      decisions.push(...mine.map((one) => ({ ...one, reason: 'storm' as const, batch: 'storm' })));
      bursts[channel] = { ...burst, count: STORM_AFTER };
    } else {
      decisions.push(...mine.map((one) => later(one, burst.since, now)));
    }
  }
  return { decisions, bursts };
}

function later(one: Immediate, since: number, now: Date): NoticeDecision {
  const end = since + STORM_STRETCH_MS;
  const urgent = one.happening.eventClass === 'critical';
  const releaseAt = new Date(urgent ? Math.min(end, now.getTime() + URGENT_MS) : end);
  return { ...one, outcome: 'digested', reason: 'storm', batch: 'storm', releaseAt };
}
