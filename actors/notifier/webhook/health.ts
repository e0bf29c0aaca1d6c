/**
 * When an endpoint that only fails is given up, and when its owner is told.
 *
 *   well --failures of 12 h or more within 24 h, at least 5--> failing (clock runs from the first of them)
 *   failing --2.5 days--> warned --5 days--> disabled
 *   any --success--> well          failing, warned --no attempt for 36 h--> well, the count begins anew
 *
 * A longer silence proves nothing about the receiver, and the longest step of the retry schedule is under 29 h.
 */
export interface EndpointHealth {
  /** First failure of the present count, null when well. */
  firstFailureAt: Date | null;
  lastFailureAt: Date | null;
  failures: number;
  /** The clock: set once the failures are no passing trouble. */
  failingSince: Date | null;
  warnedAt: Date | null;
}

export interface HealthRules {
  minFailures: number;
  /** Between first and last failure, before the clock starts. */
  minSpanMs: number;
  /** Within this window the failures must fall. */
  windowMs: number;
  maxSilenceMs: number;
  warnAfterMs: number;
  disableAfterMs: number;
}

/**
 * What the attempt changes for the owner: `warn` at half-way, `disable` at the end, `recovered` after a warning.
 */
export type HealthNotice = 'none' | 'warn' | 'disable' | 'recovered';

const HOUR = 3_600_000;

export const STANDARD_HEALTH: HealthRules = {
  minFailures: 5,
  minSpanMs: 12 * HOUR,
  windowMs: 24 * HOUR,
  maxSilenceMs: 36 * HOUR,
  warnAfterMs: 60 * HOUR,
  disableAfterMs: 120 * HOUR,
};

export const HEALTHY: EndpointHealth = {
  firstFailureAt: null,
  lastFailureAt: null,
  failures: 0,
  failingSince: null,
  warnedAt: null,
};

/**
 * The health after one counted attempt at time `at`. Attempts of one endpoint overlap, so `at` may lie a little
 * before the last one; time never runs backwards here. After 'disable' begin with HEALTHY when it is enabled again.
 */
export function afterAttempt(
  health: EndpointHealth,
  attempt: { ok: boolean; at: Date },
  rules: HealthRules = STANDARD_HEALTH,
): { health: EndpointHealth; notice: HealthNotice } {
  if (attempt.ok) return { health: HEALTHY, notice: health.warnedAt ? 'recovered' : 'none' };
  const at = new Date(Math.max(attempt.at.getTime(), health.lastFailureAt?.getTime() ?? 0));
  const counted = count(health, at, rules);
  const failingFor = counted.failingSince ? since(counted.failingSince, at) : 0;
  if (counted.warnedAt && failingFor >= rules.disableAfterMs) return { health: counted, notice: 'disable' };
  if (!counted.warnedAt && failingFor >= rules.warnAfterMs) {
    return { health: { ...counted, warnedAt: at }, notice: 'warn' };
  }
  return { health: counted, notice: 'none' };
}

function count(health: EndpointHealth, at: Date, rules: HealthRules): EndpointHealth {
  const { firstFailureAt, lastFailureAt, failingSince } = health;
  const silent = lastFailureAt !== null && since(lastFailureAt, at) > rules.maxSilenceMs;
  const scattered = firstFailureAt !== null && !failingSince && since(firstFailureAt, at) > rules.windowMs;
  if (!firstFailureAt || silent || scattered) {
    return { ...HEALTHY, firstFailureAt: at, lastFailureAt: at, failures: 1 };
  }
  const failures = health.failures + 1;
  const starts = failures >= rules.minFailures && since(firstFailureAt, at) >= rules.minSpanMs;
  return {
    ...health,
    lastFailureAt: at,
    failures,
    failingSince: failingSince ?? (starts ? firstFailureAt : null),
  };
}

function since(from: Date, to: Date): number {
  return to.getTime() - from.getTime();
}
