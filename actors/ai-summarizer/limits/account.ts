import type { StoredLimits } from '../../../db/ai/provider-limits.ts';
import type { Told } from './headers.ts';

/** What all workers together may ask. */
export interface Limits {
  /** Calls at once. */
  concurrency: number;
  requestsPerMinute: number;
  /** After so long a call's place is free again, whatever has become of its worker. */
  leaseMs: number;
}

export type Entry =
  | { kind: 'in' }
  /** Nothing to be done before, as far as is known. */
  | { kind: 'wait'; ms: number }
  /** The model has failed too often. */
  | { kind: 'closed'; ms: number };

/** How a call ended: `failed` is what the provider could not do for a moment. */
export type Outcome = 'answered' | 'failed' | 'unknown';

/** Failures in a row that close a model for a while. */
export const FAILURES = 5;
export const CLOSED_MS = 30_000;
/** A place that is taken is looked at again after so long. */
const PLACE_MS = 100;

type Step<T> = { next: StoredLimits | undefined; answer: T };

/**
 * What workers share about one account at the provider, as pure steps under one lock:
 *
 *   enter ──▶ the model is closed ──▶ closed; after half a minute one call is let in to try it
 *         ──▶ paused by the provider, no token, no place ──▶ wait
 *         ──▶ in: a token and a place are taken
 *   leave ──▶ the place is free; answered ──▶ the model's failures are forgotten
 *                                failed ──▶ one more; the fifth in a row closes the model
 *   tell  ──▶ what an answer's headers say: less a minute than we thought, less left, nothing until then
 *
 * The minute is a token bucket whose size and refill add up to the limit: no sixty seconds see more than that. A worker that is
 * killed leaves its places to their leases.
 */
export function enter(
  stored: StoredLimits | undefined,
  now: number,
  call: { id: string; model: string },
  limits: Limits,
): Step<Entry> {
  const state = refilled(stored, now, limits);
  const model = state.models[call.model];
  const isClosed = model !== undefined && model.failures >= FAILURES;
  if (isClosed && model.closedUntil > now)
    return { next: undefined, answer: { kind: 'closed', ms: model.closedUntil - now } };
  if (state.pausedUntil > now)
    return { next: undefined, answer: { kind: 'wait', ms: state.pausedUntil - now } };
  if (state.tokens < 1) {
    const ms = Math.ceil(((1 - state.tokens) / bucketOf(perMinute(state, limits)).refill) * 60_000);
    return { next: undefined, answer: { kind: 'wait', ms } };
  }
  const places = Object.keys(state.underWay).length;
  if (places >= limits.concurrency) return { next: undefined, answer: { kind: 'wait', ms: PLACE_MS } };
  const next = {
    ...state,
    tokens: state.tokens - 1,
    underWay: { ...state.underWay, [call.id]: now + limits.leaseMs },
    // Whoever tries it keeps it closed to the others until they know.
    models: isClosed
      ? { ...state.models, [call.model]: { ...model, closedUntil: now + CLOSED_MS } }
      : state.models,
  };
  return { next, answer: { kind: 'in' } };
}

export function leave(
  stored: StoredLimits | undefined,
  now: number,
  call: { id: string; model: string; outcome: Outcome },
  limits: Limits,
): Step<void> {
  const state = refilled(stored, now, limits);
  const { [call.id]: _, ...underWay } = state.underWay;
  const { [call.model]: before = { failures: 0, closedUntil: 0 }, ...others } = state.models;
  const failures = before.failures + 1;
  const failed = { failures, closedUntil: failures >= FAILURES ? now + CLOSED_MS : 0 };
  const models = {
    answered: others,
    failed: { ...others, [call.model]: failed },
    unknown: state.models,
  }[call.outcome];
  return { next: { ...state, underWay, models }, answer: undefined };
}

export function tell(stored: StoredLimits | undefined, now: number, told: Told, limits: Limits): Step<void> {
  const known = {
    ...refilled(stored, now, limits),
    toldPerMinute: told.perMinute ?? stored?.toldPerMinute ?? null,
  };
  const state = refilled(known, now, limits);
  const next = {
    ...state,
    tokens: Math.min(state.tokens, told.remaining ?? state.tokens),
    pausedUntil: Math.max(state.pausedUntil, now + told.pauseMs),
  };
  return { next, answer: undefined };
}

/** The bucket as it is now, without the places whose leases have ended. */
function refilled(stored: StoredLimits | undefined, now: number, limits: Limits): StoredLimits {
  const fresh = { pausedUntil: 0, toldPerMinute: null, underWay: {}, models: {} };
  if (!stored) return { ...fresh, tokens: bucketOf(limits.requestsPerMinute).burst, refilledAt: now };
  const { burst, refill } = bucketOf(perMinute(stored, limits));
  const passed = Math.max(0, now - stored.refilledAt);
  const held = Object.entries(stored.underWay).filter(([, until]) => until > now);
  return {
    ...stored,
    tokens: Math.min(burst, stored.tokens + (refill * passed) / 60_000),
    refilledAt: Math.max(now, stored.refilledAt),
    underWay: Object.fromEntries(held),
  };
}

/** The operator's limit, or the provider's own where that is lower. */
function perMinute({ toldPerMinute }: StoredLimits, { requestsPerMinute }: Limits): number {
  return Math.max(1, Math.min(requestsPerMinute, toldPerMinute ?? requestsPerMinute));
}

/** Tokens: how many at the most, and how many come back in a minute. */
export function bucketOf(limit: number): { burst: number; refill: number } {
  const burst = Math.max(1, Math.floor(limit / 4));
  // A minute that begins with a full bucket sees `burst` and what is refilled in less than a minute.
  return { burst, refill: limit - burst + 1 };
}
