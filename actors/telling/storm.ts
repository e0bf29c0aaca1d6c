import type { NoticeDecision } from './decide.ts';
import type { PersonState } from './person.ts';

/** A decision to tell at once. */
export type Immediate = NoticeDecision & { outcome: 'sent' };

/** So many messages on a channel within the stretch are read; more of them are a storm. */
export const STORM_AFTER = 20;
export const STORM_STRETCH_MS = 10 * 60_000;

/**
 * Keeps a court that tells five hundred things from ringing five hundred times:
 *
 *   within the measure of the channel ──▶ each by itself, at once
 *   more than that ──▶ one message for all, at once; what follows within the stretch is collected for the next one
 *   critical, in either case ──▶ at once, in a message that holds nothing else: one for all that is known at this moment
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
    } else {
      const end = new Date(burst.since + STORM_STRETCH_MS);
      decisions.push(...mine.map((one) => inStorm(one, room > 0 ? undefined : end)));
      bursts[channel] = { ...burst, count: STORM_AFTER };
    }
  }
  return { decisions, bursts };
}

/** @param end when the stretch of a channel that has told its measure is over */
function inStorm(one: Immediate, end: Date | undefined): NoticeDecision {
  const told = { ...one, reason: 'storm' as const };
  if (one.happening.eventClass === 'critical') return { ...told, batch: 'urgent' };
  if (!end) return { ...told, batch: 'storm' };
  return { ...told, outcome: 'digested', batch: 'storm', releaseAt: end };
}
