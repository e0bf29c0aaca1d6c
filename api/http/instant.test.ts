import { expect, test } from 'bun:test';
import fc from 'fast-check';
import { iso, isoOrNull } from './instant.ts';

test.each([
  ['2026-11-23T14:05:00+00:00', '2026-11-23T14:05:00.000Z'],
  ['2026-11-23T14:05:00.1+00:00', '2026-11-23T14:05:00.100Z'],
  ['2026-11-23T14:05:00.12+00:00', '2026-11-23T14:05:00.120Z'],
  ['2026-11-23T14:05:00.123+00:00', '2026-11-23T14:05:00.123Z'],
  ['2026-11-23T14:05:00.123987+00:00', '2026-11-23T14:05:00.123Z'],
  ['2026-11-23T11:05:00-03:00', '2026-11-23T14:05:00.000Z'],
  ['2026-11-23T14:05Z', '2026-11-23T14:05:00.000Z'],
])('%s is shown as %s', (text, shown) => {
  expect(iso(text)).toBe(shown);
});

test('every instant as Postgres writes it is shown as JavaScript would', () => {
  const instants = fc.date({ min: new Date('1000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
  fc.assert(
    fc.property(instants, (at) => {
      const written = at.toISOString().replace(/\.?0*Z$/, '+00:00');
      expect(iso(written)).toBe(at.toISOString());
    }),
  );
});

test('what did not happen stays null', () => {
  expect(isoOrNull(null)).toBeNull();
});
