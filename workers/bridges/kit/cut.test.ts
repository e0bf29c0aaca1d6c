import { expect, test } from 'bun:test';
import fc from 'fast-check';
import { cut, cutEscaped } from './cut.ts';

const text = fc.string({
  unit: fc.oneof(
    fc.constantFrom('a', '&', '<', '👩‍⚖️', 'e\u0301', '🇧🇷'),
    fc.string({ unit: 'grapheme', maxLength: 1 }),
  ),
});
const toHtml = (plain: string) => plain.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

test('a cut text is never too long, begins as the whole does, and ends between two characters', () => {
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 40 }), (whole, length) => {
      const short = cut(whole, length);
      expect(short.length).toBeLessThanOrEqual(length);
      if (whole.length <= length) expect(short).toBe(whole);
      else {
        expect(short.endsWith('…')).toBe(true);
        const kept = [...new Intl.Segmenter('pt').segment(whole)].map(({ segment }) => segment);
        let beginning = '';
        while (beginning.length < short.length - 1) beginning += kept.shift();
        expect(short).toBe(`${beginning}…`);
      }
      expect(short.isWellFormed() || !whole.isWellFormed()).toBe(true);
    }),
  );
});

test('an escaped text is never cut inside of an entity', () => {
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 60 }), (whole, length) => {
      const short = cutEscaped(whole, length, toHtml);
      expect(short.length).toBeLessThanOrEqual(length);
      expect(short.replaceAll('&amp;', '').replaceAll('&lt;', '')).not.toMatch(/[&<]/);
    }),
  );
});
