import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { courtText, mendText } from './court-text.ts';

/** What a court's system does when it takes UTF-8 for Windows-1252. */
function garble(text: string): string {
  return [...new TextEncoder().encode(text)].map((byte) => cp1252(byte)).join('');
}

function cp1252(byte: number): string {
  return (
    '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'[byte - 0x80] ?? String.fromCharCode(byte)
  );
}

const latin1 = (text: string) =>
  [...new TextEncoder().encode(text)].map((b) => String.fromCharCode(b)).join('');

describe('double-encoded text', () => {
  test.each([
    'Execução',
    'EXECUÇÃO FISCAL',
    'Apelação Cível',
    '20ª Vara Federal',
    'São Paulo',
    'Óbito',
    'À disposição',
    'Nº 3 – art. 334 §1º',
  ])('%s is mended from both code pages', (text) => {
    expect(mendText(garble(text))).toBe(text);
    expect(mendText(latin1(text))).toBe(text);
    expect(mendText(garble(garble(text)))).toBe(text);
  });

  test.each([
    'São Paulo',
    'EXECUÇÃO',
    'EXECU??O',
    'AMANHÃ\u00a0CEDO',
    'GAB. 54 (Des. Federal VÂNIA HACK DE ALMEIDA)',
    '20ª Vara',
    '“entre aspas” – travessão',
    'Ação de Ã§ e mais coração',
    'naïve Ü',
    '汉字 São',
  ])('%s stays as it is', (text) => {
    expect(mendText(text)).toBe(text);
  });

  test('no Portuguese text is changed', () => {
    const letters = 'aAbcdeEoOuUçÇãÃõÕáÁéÉíÍóÓúÚâÂêÊôÔàÀüÜ .,-()/º§ª0123456789';
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...letters), maxLength: 40 }), (text) => {
        // `Ãº`, `Â§` and the like are how `ú` and `§` look garbled: no Portuguese word holds them.
        fc.pre(!/[ÃÂÁÉÍÓÚÊÔÀÕÇÜãõáéíóúâêôàüç][ºª§]/.test(text));
        expect(mendText(text)).toBe(text);
      }),
      { numRuns: 500 },
    );
  });

  test('garbled Portuguese text comes back', () => {
    const letters = 'abcdeEoOuUçÇãÃõÕáÁéÉíÍóÓúÚâÂêÊôÔÀüÜ .,-()/º§ª0123456789';
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...letters), maxLength: 40 }), (text) => {
        fc.pre(!/[ÃÂÁÉÍÓÚÊÔÀÕÇÜãõáéíóúâêôàüç][ºª§]/.test(text));
        expect(mendText(garble(text))).toBe(text);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a text of a court', () => {
  test.each([
    ['  Conclusão \n para\tjulgamento ', 'Conclusão para julgamento'],
    ['nul\u0000 no meio', 'nul no meio'],
    ['solto \ud800 aqui', 'solto \ufffd aqui'],
    [12, '12'],
    [null, ''],
    [{}, ''],
    [['a'], ''],
  ])('%p is %p', (value, expected) => {
    expect(courtText(value)).toBe(expected);
  });
});
