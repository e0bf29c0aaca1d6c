import { expect, test } from 'bun:test';
import { isTimeZone, nextAt, opensAt, quietUntil } from './closed-hours.ts';

const at = (iso: string) => new Date(iso);
const night = { from: '20:00', to: '07:00' };

test('quiet hours past midnight end in the morning of the person’s own clock', () => {
  expect(quietUntil(at('2026-11-25T23:30:00Z'), 'America/Sao_Paulo', night)).toEqual(
    at('2026-11-26T10:00:00Z'),
  );
  expect(quietUntil(at('2026-11-26T05:00:00Z'), 'America/Sao_Paulo', night)).toEqual(
    at('2026-11-26T10:00:00Z'),
  );
  // Half past six in the evening of Manaus, half past seven of Brasília, half past eleven of Lisbon.
  expect(quietUntil(at('2026-11-25T22:30:00Z'), 'America/Manaus', night)).toBeNull();
  expect(quietUntil(at('2026-11-25T22:30:00Z'), 'America/Sao_Paulo', night)).toBeNull();
  expect(quietUntil(at('2026-11-25T22:30:00Z'), 'Europe/Lisbon', night)).toEqual(at('2026-11-26T07:00:00Z'));
});

test('their first minute is quiet and their last one is not', () => {
  expect(quietUntil(at('2026-11-25T23:00:00Z'), 'America/Sao_Paulo', night)).toEqual(
    at('2026-11-26T10:00:00Z'),
  );
  expect(quietUntil(at('2026-11-26T10:00:00Z'), 'America/Sao_Paulo', night)).toBeNull();
});

test('the night in which clocks change is an hour shorter or longer', () => {
  // New York, 8 March 2026: two o'clock is followed by three.
  expect(quietUntil(at('2026-03-08T04:00:00Z'), 'America/New_York', night)).toEqual(
    at('2026-03-08T11:00:00Z'),
  );
  // 1 November 2026: one o'clock comes twice.
  expect(quietUntil(at('2026-11-01T03:00:00Z'), 'America/New_York', night)).toEqual(
    at('2026-11-01T12:00:00Z'),
  );
});

test('an hour that a change of the clocks skips counts as the one after it', () => {
  const skipped = { from: '22:00', to: '02:30' };
  expect(quietUntil(at('2026-03-08T06:30:00Z'), 'America/New_York', skipped)).toEqual(
    at('2026-03-08T07:30:00Z'),
  );
});

test('days that begin quiet follow each other', () => {
  const weekend = { from: '00:00', to: '00:00', days: [6, 7] };
  expect(quietUntil(at('2026-11-28T12:00:00Z'), 'America/Sao_Paulo', weekend)).toEqual(
    at('2026-11-30T03:00:00Z'),
  );
  expect(quietUntil(at('2026-11-27T12:00:00Z'), 'America/Sao_Paulo', weekend)).toBeNull();
});

test('who is always quiet is not waited for without end', () => {
  const always = { from: '00:00', to: '00:00' };
  const end = quietUntil(at('2026-11-28T12:00:00Z'), 'America/Sao_Paulo', always);
  expect(end?.getTime()).toBeGreaterThan(Date.parse('2026-11-28T12:00:00Z'));
});

test('working hours begin on the next day that has them', () => {
  const office = { from: '09:00', to: '18:00', days: [1, 2, 3, 4, 5] };
  expect(opensAt(at('2026-11-27T22:00:00Z'), 'America/Sao_Paulo', office)).toEqual(
    at('2026-11-30T12:00:00Z'),
  );
  expect(opensAt(at('2026-11-27T15:00:00Z'), 'America/Sao_Paulo', office)).toBeNull();
  expect(opensAt(at('2026-11-27T15:00:00Z'), 'America/Sao_Paulo', null)).toBeNull();
});

test('the summary comes at the person’s hour, on the person’s day', () => {
  expect(nextAt(at('2026-11-25T12:00:00Z'), 'America/Sao_Paulo', '08:00')).toEqual(
    at('2026-11-26T11:00:00Z'),
  );
  expect(nextAt(at('2026-11-25T10:00:00Z'), 'America/Sao_Paulo', '08:00')).toEqual(
    at('2026-11-25T11:00:00Z'),
  );
  expect(nextAt(at('2026-11-25T12:00:00Z'), 'America/Sao_Paulo', '08:00', 1)).toEqual(
    at('2026-11-30T11:00:00Z'),
  );
});

test('zones that there are not', () => {
  expect(isTimeZone('America/Sao_Paulo')).toBe(true);
  expect(isTimeZone('America/Atlantis')).toBe(false);
});
