import type { Failure } from './outcome.ts';

/** What a gateway does after a request that said nothing. Times in milliseconds. */
export interface Reaction {
  /** Before it asks this court anything again. */
  waitMs: number;
  /** Slow failures open the breaker; refusals do not: the court is up. */
  countsForBreaker: boolean;
  /** The court could not bear so many numbers at once. */
  shrink: boolean;
  /** Ask for the operator: time alone will not mend it. */
  alarm?: string;
}

const MINUTE = 60_000;

/**
 * Reaction to a failure that is the `streak`-th in a row (from 1); `random` in [0, 1) spreads the waiting.
 * After the error table of the public API (429 is back in 0.1 s; a 504 has cost a minute already).
 */
export function reactTo(failure: Failure, streak: number, random: number): Reaction {
  const jitter = 0.75 + random / 2;
  const backoff = (base: number, max: number) => Math.min(max, base * 2 ** (streak - 1)) * jitter;
  switch (failure) {
    case 'rate-limited':
      return { waitMs: backoff(2_000, 60_000), countsForBreaker: false, shrink: false };
    case 'no-shards':
    case 'malformed':
    case 'server-error':
      return { waitMs: backoff(5_000, 10 * MINUTE), countsForBreaker: false, shrink: false };
    case 'too-large':
      return { waitMs: backoff(5_000, 10 * MINUTE), countsForBreaker: false, shrink: true };
    case 'gateway-timeout':
    case 'timeout':
      return { waitMs: backoff(MINUTE, 15 * MINUTE), countsForBreaker: true, shrink: true };
    case 'unreachable':
      return { waitMs: backoff(5_000, 5 * MINUTE), countsForBreaker: true, shrink: false };
    case 'bad-request':
      return {
        waitMs: backoff(5 * MINUTE, 60 * MINUTE),
        countsForBreaker: false,
        shrink: true,
        alarm: 'DataJud refuses the query itself: this program or the API has changed',
      };
    case 'unauthorized':
      return {
        waitMs: backoff(MINUTE, 10 * MINUTE),
        countsForBreaker: false,
        shrink: false,
        alarm: 'DataJud refuses the key: the CNJ may have rotated it; see the wiki and set DATAJUD_KEY',
      };
    case 'no-index':
      return {
        waitMs: 24 * 60 * MINUTE,
        countsForBreaker: false,
        shrink: false,
        alarm: 'DataJud has no index of this name',
      };
  }
}
