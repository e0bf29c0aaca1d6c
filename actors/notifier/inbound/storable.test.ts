import { expect, test } from 'bun:test';
import fc from 'fast-check';
import { parseStorable } from './storable.ts';

const odd = fc.string({
  unit: fc.oneof(
    fc.constantFrom('\u0000', '\\', '\\u0000', '\ud800', '\udc00', '👩‍⚖️', 'u0000', '"'),
    fc.string({ unit: 'binary', maxLength: 1 }),
  ),
});
const clean = (text: string) => text.toWellFormed().replaceAll('\0', '\u{fffd}');

test('what Postgres cannot store is replaced, in keys and values, and nothing else', () => {
  fc.assert(
    fc.property(odd, odd, (key, value) => {
      const parsed = parseStorable(JSON.stringify([[key, value], { [`k${key}`]: value }]));
      expect(parsed).toEqual([[clean(key), clean(value)], { [`k${clean(key)}`]: clean(value) }]);
    }),
    { numRuns: 1_000 },
  );
});
