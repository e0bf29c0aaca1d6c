import { describeError, RetryableError, TerminalError } from './errors.ts';
import { withoutTextsOf } from './redact.ts';

export interface RetryPolicy {
  /** Attempts in all before a message is given up. */
  attempts: number;
  /** Milliseconds before the second attempt; doubles with each further one. */
  baseMs: number;
  maxMs: number;
}

export const DEFAULT_RETRY: RetryPolicy = { attempts: 8, baseMs: 250, maxMs: 60_000 };

export type FailureDecision =
  /** `uncounted`: no attempt is used up, and nothing is written down. */
  | { retry: true; delayMs: number; error: string; uncounted?: true }
  | { retry: false; reason: 'terminal' | 'exhausted'; error: string };

/** As `decideFailure`, for a message: what it carried is taken out of the error's text, which goes to logs and dead letters. */
export function failureOf(
  error: unknown,
  message: { attempts: number; payload: unknown },
  policy: RetryPolicy,
  random: number,
): FailureDecision {
  const decision = decideFailure(error, message.attempts, policy, random);
  return { ...decision, error: withoutTextsOf(message.payload, decision.error) };
}

/**
 * What becomes of a message whose handler threw: the error decides. `attempts` counts the failed ones before
 * this; `random` is in [0, 1) and spreads the backoff over its upper half.
 */
export function decideFailure(
  error: unknown,
  attempts: number,
  policy: RetryPolicy,
  random: number,
): FailureDecision {
  const text = describeError(error);
  if (error instanceof TerminalError) return { retry: false, reason: 'terminal', error: text };
  if (attempts + 1 >= policy.attempts) return { retry: false, reason: 'exhausted', error: text };
  if (error instanceof RetryableError) return { retry: true, delayMs: error.retryAfterMs, error: text };
  const ceiling = Math.min(policy.maxMs, policy.baseMs * 2 ** attempts);
  return { retry: true, delayMs: ceiling / 2 + (ceiling / 2) * random, error: text };
}
