import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { afterAttempt, type EndpointHealth, HEALTHY, type HealthNotice } from './health.ts';
import { STANDARD_SCHEDULE } from './outcome.ts';

const HOUR = 3_600_000;
const start = Date.parse('2026-11-23T00:00:00Z');

/** Runs attempts given as [hours, ok] and returns the notices with their hour. */
function play(attempts: (readonly [number, boolean])[]): {
  notices: [number, HealthNotice][];
  health: EndpointHealth;
} {
  let health = HEALTHY;
  const notices: [number, HealthNotice][] = [];
  for (const [hour, ok] of attempts) {
    const after = afterAttempt(health, { ok, at: new Date(start + hour * HOUR) });
    health = after.health;
    if (after.notice !== 'none') notices.push([hour, after.notice]);
  }
  return { notices, health };
}

const failing = (hours: number[]) => hours.map((hour) => [hour, false] as const);
const every = (step: number, until: number, from = 0) =>
  Array.from({ length: Math.floor((until - from) / step) + 1 }, (_, i) => from + i * step);

describe('an endpoint that only fails', () => {
  test('is warned at half-way and disabled after five days, once each', () => {
    expect(play(failing(every(1, 119))).notices).toEqual([[60, 'warn']]);
    expect(play(failing(every(1, 120))).notices).toEqual([
      [60, 'warn'],
      [120, 'disable'],
    ]);
  });
  test('with one message a day on the retry schedule is caught too', () => {
    const hours = every(24, 144).flatMap((day) => {
      let at = day;
      return STANDARD_SCHEDULE.map((ms) => {
        at += ms / HOUR;
        return at;
      });
    });
    const { notices } = play(failing(hours.sort((a, b) => a - b).filter((hour) => hour < 124)));
    expect(notices.map(([, notice]) => notice).slice(0, 2)).toEqual(['warn', 'disable']);
  });
});

describe('is left alone', () => {
  test('a burst of failures within minutes starts no clock', () => {
    const burst = failing(every(0.001, 0.5));
    expect(play(burst).health.failingSince).toBeNull();
    expect(play([...burst, ...failing([200])]).notices).toEqual([]);
  });
  test('a few failures a day', () => {
    expect(play(failing(every(8, 300))).notices).toEqual([]);
  });
  test('one success begins everything anew', () => {
    const { notices, health } = play([...failing(every(1, 59)), [59.5, true], ...failing(every(1, 118, 60))]);
    expect(notices).toEqual([]);
    expect(health.failingSince).toEqual(new Date(start + 60 * HOUR));
  });
  test('a silence of days, with a failure at each end', () => {
    expect(play(failing([...every(1, 24), 200])).notices).toEqual([]);
    expect(play(failing([...every(1, 24), 200])).health.failures).toBe(1);
  });
});

test('a success after the warning is told, and only then', () => {
  expect(play([...failing(every(1, 61)), [62, true], [63, true]]).notices).toEqual([
    [60, 'warn'],
    [62, 'recovered'],
  ]);
  expect(play([...failing(every(1, 20)), [21, true]]).notices).toEqual([]);
});

test('overlapping attempts do not turn time back', () => {
  const { health } = play(failing([10, 9.99, 10.5]));
  expect(health).toMatchObject({ failures: 3, lastFailureAt: new Date(start + 10.5 * HOUR) });
});

test('no endpoint is disabled without a warning days before, a run of failures only, and five days of them', () => {
  // Minutes as whole numbers: fc.double spreads over magnitudes, so nearly all its gaps would be none.
  const gap = fc.oneof(
    { weight: 9, arbitrary: fc.integer({ min: 0, max: 6 * 60 }) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 38 * 60 }) },
  );
  const ok = fc.oneof(
    { weight: 60, arbitrary: fc.constant(false) },
    { weight: 1, arbitrary: fc.constant(true) },
  );
  let disabled = 0;
  const history = fc.array(fc.tuple(gap, ok), { minLength: 40, maxLength: 120, size: 'max' });
  fc.assert(
    fc.property(history, (steps) => {
      let health = HEALTHY;
      let hour = 0;
      let lastOk = 0;
      let warned: number | null = null;
      for (const [wait, ok] of steps) {
        hour += wait / 60;
        const after = afterAttempt(health, { ok, at: new Date(start + hour * HOUR) });
        health = after.health;
        if (ok) lastOk = hour;
        if (ok || !health.warnedAt) warned = null;
        if (after.notice === 'warn') warned = hour;
        if (after.notice === 'disable') {
          expect(warned).not.toBeNull();
          expect(hour - (warned ?? hour)).toBeGreaterThan(20);
          expect(hour - lastOk).toBeGreaterThanOrEqual(119.99);
          disabled++;
          return;
        }
      }
    }),
    { numRuns: 2000 },
  );
  expect(disabled).toBeGreaterThan(50);
});
