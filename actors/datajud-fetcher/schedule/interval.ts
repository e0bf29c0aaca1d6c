import type { FetcherConfig } from '../config.ts';

/** What decides how soon a case is asked about again. */
export interface Pace {
  beat: 'primary' | 'superior';
  /** Whether this court has ever had a document of it. */
  found: boolean;
  closed: boolean;
  /** Changes a day, weighted towards the last week. */
  changeRate: number;
}

const DAY = 86_400;
const MEMORY_DAYS = 7;

/** The rate after a check that came `elapsedSeconds` after the last change of the rate, and what it saw. */
export function nextChangeRate(rate: number, elapsedSeconds: number, changed: boolean): number {
  const faded = rate * Math.exp(-Math.max(0, elapsedSeconds) / DAY / MEMORY_DAYS);
  return faded + (changed ? 1 / MEMORY_DAYS : 0);
}

/**
 * Seconds until the next check. An open case is asked four times per expected change, within the bounds: one that
 * moves daily every six hours, one that moved last week once at the longest interval.
 */
export function checkInterval(pace: Pace, config: FetcherConfig): number {
  if (pace.beat === 'superior' && !pace.found) return config.superiorIntervalSeconds;
  if (pace.closed) return config.closedIntervalSeconds;
  const wanted = pace.changeRate > 0 ? DAY / (4 * pace.changeRate) : Number.POSITIVE_INFINITY;
  return Math.round(Math.min(config.maxIntervalSeconds, Math.max(config.minIntervalSeconds, wanted)));
}
