import { expect, test } from 'bun:test';
import { canonicalJson } from './canonical.ts';
import { periodOf, startOf } from './period.ts';

const now = new Date('2026-11-26T01:30:00Z');

test('a period is whole days of the firm, counted from its own today', () => {
  expect(periodOf({ lastDays: 7 }, now, 'America/Sao_Paulo')).toEqual({
    from: '2026-11-19',
    to: '2026-11-25',
    since: '2026-11-19T03:00:00.000Z',
    until: '2026-11-26T03:00:00.000Z',
  });
  expect(periodOf({ lastDays: 1 }, now, 'Asia/Tokyo')).toMatchObject({
    from: '2026-11-26',
    to: '2026-11-26',
  });
  expect(periodOf({}, now, 'America/Sao_Paulo').from).toBe('2026-10-27');
});

test.each([
  ['2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z'],
  ['2018-11-05', 'America/Sao_Paulo', '2018-11-05T02:00:00.000Z'],
  ['2027-03-14', 'America/New_York', '2027-03-14T05:00:00.000Z'],
  ['2027-03-15', 'America/New_York', '2027-03-15T04:00:00.000Z'],
  ['2026-11-25', 'Asia/Kathmandu', '2026-11-24T18:15:00.000Z'],
])('%s begins in %s at %s', (day, zone, instant) => {
  expect(startOf(day, zone).toISOString()).toBe(instant);
});

test('canonical JSON does not depend on the order of keys, and keeps that of lists', () => {
  expect(canonicalJson({ b: [{ y: 1, x: 2 }, 3], a: null })).toBe('{"a":null,"b":[{"x":2,"y":1},3]}');
});
