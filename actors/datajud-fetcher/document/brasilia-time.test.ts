import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { createBrasiliaClock } from './brasilia-time.ts';

const clock = createBrasiliaClock();
const offset = (local: string) => clock.offsetOf(Date.parse(`${local}Z`));

describe('the offset of a Brasília wall clock', () => {
  test.each([
    ['2026-02-05T15:45:31', '-03:00', 'no summer time since 2019'],
    ['2024-01-15T12:00:00', '-03:00', 'nor in summer'],
    ['2018-07-01T12:00:00', '-03:00', 'winter'],
    ['2018-12-25T12:00:00', '-02:00', 'summer time of 2018'],
    ['2018-12-31T23:59:59', '-02:00', 'across New Year'],
    ['2019-01-01T00:00:00', '-02:00', 'across New Year'],
    ['2018-11-03T23:59:59', '-03:00', 'the last second before it began'],
    ['2018-11-04T00:00:00', '-03:00', 'a midnight that never was keeps the offset before'],
    ['2018-11-04T00:59:59', '-03:00', 'so does the hour after it'],
    ['2018-11-04T01:00:00', '-02:00', 'the first second of it'],
    ['2019-02-16T22:59:59', '-02:00', 'before the hour that came twice'],
    ['2019-02-16T23:30:00', '-02:00', 'the first of the two'],
    ['2019-02-17T00:00:00', '-03:00', 'after it'],
    ['1994-06-01T00:00:00', '-03:00', 'an old case'],
    ['1964-01-01T12:00:00', '-02:00', 'a very old one'],
    ['2000-02-29T00:00:00', '-03:00', 'a leap day'],
  ])('%s is %s: %s', (local, expected) => {
    expect(offset(local)).toBe(expected);
  });

  test('agrees with the runtime on any instant, but in the hour that came twice', () => {
    const zone = new Intl.DateTimeFormat('sv-SE', {
      timeZone: 'America/Sao_Paulo',
      dateStyle: 'short',
      timeStyle: 'medium',
    });
    const from = Date.UTC(1985, 0, 1) / 1000;
    const to = Date.UTC(2040, 0, 1) / 1000;
    fc.assert(
      fc.property(fc.integer({ min: from, max: to }), (second) => {
        const wall = zone.format(second * 1000).replace(' ', 'T');
        expect(clock.format(second * 1000).slice(0, 19)).toBe(wall);
        const instant = Date.parse(`${wall}${offset(wall)}`) / 1000;
        expect(instant === second || instant === second - 3600).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test('prints milliseconds only when there are some', () => {
    expect(clock.format(Date.UTC(2026, 0, 1, 12))).toBe('2026-01-01T09:00:00-03:00');
    expect(clock.format(Date.UTC(2026, 0, 1, 12) + 7)).toBe('2026-01-01T09:00:00.007-03:00');
  });
});
