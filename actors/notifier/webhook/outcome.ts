import type { EgressErrorKind } from './egress/errors.ts';

/** Milliseconds before attempt 1, 2, 3, ... (the example schedule of Standard Webhooks 1.0: 75.6 h in all). */
export const STANDARD_SCHEDULE: readonly number[] = [
  0,
  5_000,
  5 * 60_000,
  30 * 60_000,
  ...[2, 5, 10, 14, 20, 24].map((hours) => hours * 3_600_000),
];

/** What came back from an attempt: a reply with its headers (lower-case names), or why there was none. */
export type AttemptResult =
  | { status: number; headers: Readonly<Record<string, string>> }
  | { error: EgressErrorKind };

export interface RetryPolicy {
  schedule: readonly number[];
  /** Up to this share is added to each wait, so that what failed together does not return together. */
  jitter: number;
  /** A receiver cannot ask for a longer wait than this. Milliseconds. */
  maxRetryAfterMs: number;
}

export const STANDARD_RETRIES: RetryPolicy = {
  schedule: STANDARD_SCHEDULE,
  jitter: 0.2,
  maxRetryAfterMs: 24 * 3_600_000,
};

export type Decision = {
  /** Send nothing to this endpoint before then, whatever the message. null: no need to slow down. */
  throttleUntil: Date | null;
  /** The receiver wants no more messages at all. `gone`: 410. `asked`: `webhook-delivery: disable`. */
  disable: 'gone' | 'asked' | null;
} & (
  | { outcome: 'delivered' }
  /** `counts` is false when the attempt says nothing about the receiver and takes no step of the schedule. */
  | { outcome: 'retry'; at: Date; counts: boolean }
  | { outcome: 'failed'; reason: 'exhausted' | 'aborted-by-receiver' | 'endpoint-disabled' | 'bad-url' }
);

const THROTTLING = new Set([429, 502, 504]);
const MAX_UNASKED_THROTTLE_MS = 60_000;

/**
 * What becomes of a message after attempt number `attempt` (from 1). Only 2xx is success; every other answer is
 * retried while the schedule lasts, but for 410 and the reply headers `webhook-delivery: disable` and
 * `abort-message` (as at Svix, docs.svix.com/receiving/delivery-control). `random` is in [0, 1).
 */
export function decide(
  result: AttemptResult,
  attempt: number,
  now: Date,
  random: number,
  policy: RetryPolicy = STANDARD_RETRIES,
): Decision {
  const calm = { throttleUntil: null, disable: null };
  if ('error' in result) {
    if (result.error === 'aborted') return { ...calm, outcome: 'retry', at: now, counts: false };
    if (result.error === 'invalid-url' || result.error === 'refused-host') {
      return { ...calm, outcome: 'failed', reason: 'bad-url' };
    }
    return { ...calm, ...next(attempt, now, random, 0, policy) };
  }
  const { status, headers } = result;
  const control = controlOf(headers);
  const disable = control.has('disable') ? 'asked' : status === 410 ? 'gone' : null;
  if (status >= 200 && status < 300) return { throttleUntil: null, disable, outcome: 'delivered' };
  if (disable) return { throttleUntil: null, disable, outcome: 'failed', reason: 'endpoint-disabled' };

  const asked = retryAfterMs(headers['retry-after'], now, policy.maxRetryAfterMs);
  const step = next(attempt, now, random, asked ?? 0, policy);
  const throttleUntil = throttle(status, asked, step, now);
  if (control.has('abort-message'))
    return { throttleUntil, disable: null, outcome: 'failed', reason: 'aborted-by-receiver' };
  return { throttleUntil, disable: null, ...step };
}

/** Milliseconds asked for by Retry-After: seconds or an HTTP date (RFC 9110 10.2.3), capped; null when unreadable. */
export function retryAfterMs(value: string | undefined, now: Date, capMs: number): number | null {
  const text = value?.trim() ?? '';
  let wait = Number.NaN;
  if (/^\d+$/.test(text)) wait = Number(text) * 1000;
  // Date.parse alone would take "-5", "1.5" or "next".
  else if (/^[A-Z][a-z]{2,8},? .*\d/.test(text)) wait = Date.parse(text) - now.getTime();
  return Number.isNaN(wait) ? null : Math.min(Math.max(wait, 0), capMs);
}

type Step = { outcome: 'retry'; at: Date; counts: true } | { outcome: 'failed'; reason: 'exhausted' };

function next(attempt: number, now: Date, random: number, atLeastMs: number, policy: RetryPolicy): Step {
  const scheduled = policy.schedule[attempt];
  if (scheduled === undefined) return { outcome: 'failed', reason: 'exhausted' };
  const wait = Math.max(scheduled, atLeastMs) * (1 + policy.jitter * random);
  return { outcome: 'retry', at: new Date(now.getTime() + Math.round(wait)), counts: true };
}

function throttle(status: number, asked: number | null, step: Step, now: Date): Date | null {
  if (asked !== null && (THROTTLING.has(status) || status === 503)) return new Date(now.getTime() + asked);
  if (!THROTTLING.has(status)) return null;
  const wait = step.outcome === 'retry' ? step.at.getTime() - now.getTime() : MAX_UNASKED_THROTTLE_MS;
  return new Date(now.getTime() + Math.min(wait, MAX_UNASKED_THROTTLE_MS));
}

function controlOf(headers: Readonly<Record<string, string>>): Set<string> {
  const words = (headers['webhook-delivery'] ?? '').toLowerCase().split(',');
  return new Set(words.map((word) => word.trim()));
}
