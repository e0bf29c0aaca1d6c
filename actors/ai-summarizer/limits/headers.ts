const PREFIX = 'anthropic-ratelimit-';
const KINDS = ['requests', 'tokens', 'input-tokens', 'output-tokens'] as const;
/** A clock that is wrong, or a limit that is months away, must not stop the house. */
const LONGEST_MS = 60_000;

/**
 * Milliseconds until the provider takes more, by the rate-limit headers of an answer: 0 while something of every kind is
 * left. https://platform.claude.com/docs/en/api/rate-limits#response-headers
 */
export function pauseOf(headers: Headers, now: number): number {
  const waits = KINDS.map((kind) => {
    const remaining = headers.get(`${PREFIX}${kind}-remaining`);
    const reset = Date.parse(headers.get(`${PREFIX}${kind}-reset`) ?? '');
    return remaining !== null && Number(remaining) <= 0 && reset > now ? reset - now : 0;
  });
  return Math.min(LONGEST_MS, Math.max(0, ...waits));
}

/** What the headers of an answer say of the account's limits. */
export interface Told {
  pauseMs: number;
  /** Requests a minute that the account may make; null when it is not said. */
  perMinute: number | null;
  /** Requests that are left of them. */
  remaining: number | null;
}

/** Undefined for an answer that says nothing of limits. */
export function toldBy(headers: Headers, now: number): Told | undefined {
  const count = (name: string) => {
    const text = headers.get(`${PREFIX}requests-${name}`);
    const number = text === null || text === '' ? Number.NaN : Number(text);
    return number >= 0 && Number.isFinite(number) ? number : null;
  };
  const told = { pauseMs: pauseOf(headers, now), perMinute: count('limit'), remaining: count('remaining') };
  return told.pauseMs === 0 && told.perMinute === null && told.remaining === null ? undefined : told;
}

/** `retry-after-ms`, or `retry-after` in seconds or as a date, in milliseconds; undefined when there is none. */
export function retryAfterOf(headers: Headers | undefined, now: number): number | undefined {
  const exact = Number(headers?.get('retry-after-ms') ?? Number.NaN);
  if (exact >= 0) return exact;
  const text = headers?.get('retry-after');
  if (text == null) return undefined;
  const seconds = Number(text);
  const ms = Number.isNaN(seconds) ? Date.parse(text) - now : seconds * 1_000;
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}
