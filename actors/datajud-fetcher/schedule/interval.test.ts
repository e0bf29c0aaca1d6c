import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { DEFAULT_FETCHER_CONFIG as config } from '../config.ts';
import { checkInterval, nextChangeRate } from './interval.ts';

const DAY = 86_400;
const open = (changeRate: number) =>
  checkInterval({ beat: 'primary', found: true, closed: false, changeRate }, config);
const rate = fc.double({ min: 0, max: 1_000, noNaN: true });
const elapsed = fc.double({ min: 0, max: 400 * DAY, noNaN: true });

describe('how soon a case is asked about again', () => {
  test('an open case within the bounds, a livelier one never later', () => {
    fc.assert(
      fc.property(rate, rate, (a, b) => {
        expect(open(a)).toBeGreaterThanOrEqual(config.minIntervalSeconds);
        expect(open(a)).toBeLessThanOrEqual(config.maxIntervalSeconds);
        expect(open(Math.max(a, b))).toBeLessThanOrEqual(open(Math.min(a, b)));
      }),
    );
  });
  test('a closed one rarely, but always; a superior court that has never had it as well', () => {
    fc.assert(
      fc.property(rate, fc.boolean(), (changeRate, closed) => {
        expect(checkInterval({ beat: 'primary', found: true, closed: true, changeRate }, config)).toBe(
          config.closedIntervalSeconds,
        );
        expect(checkInterval({ beat: 'superior', found: false, closed, changeRate }, config)).toBe(
          config.superiorIntervalSeconds,
        );
      }),
    );
    expect(checkInterval({ beat: 'superior', found: true, closed: false, changeRate: 0 }, config)).toBe(
      config.maxIntervalSeconds,
    );
  });
});

describe('how often a case moves', () => {
  test('fades while nothing happens, rises with a change, and is never negative', () => {
    fc.assert(
      fc.property(rate, elapsed, (before, seconds) => {
        const quiet = nextChangeRate(before, seconds, false);
        expect(quiet).toBeGreaterThanOrEqual(0);
        expect(quiet).toBeLessThanOrEqual(before);
        expect(nextChangeRate(before, seconds, true)).toBeGreaterThan(quiet);
      }),
    );
  });
  test('settles at the pace of the court, however it is sampled', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 8 }),
        (everyDays, checksBetween) => {
          let now = 0;
          for (let i = 0; i < 400; i++) {
            now = nextChangeRate(now, (everyDays * DAY) / checksBetween, i % checksBetween === 0);
          }
          const perDay = 1 / everyDays;
          // Right after a change it is above the mean, right before one below: by as much as one change weighs.
          expect(now).toBeGreaterThan(perDay - 1 / 7);
          expect(now).toBeLessThan(perDay + 1 / 7);
        },
      ),
    );
  });
  test('a clock that went back makes no rate grow', () => {
    expect(nextChangeRate(1, -DAY, false)).toBe(1);
  });
});
