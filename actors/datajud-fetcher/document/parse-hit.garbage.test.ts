import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { createHitParser } from './parse-hit.ts';

const parse = createHitParser();
const NUMBER = '10535655720248260053';

const SOURCE = {
  numeroProcesso: NUMBER,
  tribunal: 'TJSP',
  grau: 'G1',
  id: `TJSP_G1_${NUMBER}`,
  classe: {},
  sistema: {},
  formato: {},
  orgaoJulgador: {},
  assuntos: [],
  movimentos: [],
  nivelSigilo: 0,
  dataAjuizamento: '20240729112000',
  dataHoraUltimaAtualizacao: '2024-08-26T20:45:07.608Z',
  '@timestamp': '2024-09-15T19:45:21.950659341Z',
};

function documentOf(changes: Record<string, unknown>) {
  const parsed = parse({ _source: { ...SOURCE, ...changes } }, 'tjsp');
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed;
}

describe('what is refused', () => {
  test.each([
    ['no hit', null, 'tjsp', 'no_source'],
    ['no _source', { _id: 'x' }, 'tjsp', 'no_source'],
    ['a list for _source', { _source: [] }, 'tjsp', 'no_source'],
    ['no number', { _source: { tribunal: 'TJSP' } }, 'tjsp', 'number_missing'],
    ['no CNJ number', { _source: { tribunal: 'TJSP', numeroProcesso: '123' } }, 'tjsp', 'number_unreadable'],
    ['no tribunal, no such index', { _source: { numeroProcesso: NUMBER } }, 'nowhere', 'tribunal_missing'],
  ])('%s', (_, hit, alias, reason) => {
    expect(parse(hit, alias)).toMatchObject({ ok: false, reason });
  });

  test('nothing else, and nothing throws', () => {
    const keys = fc.constantFrom(...Object.keys(SOURCE).filter((k) => k !== 'numeroProcesso'));
    fc.assert(
      fc.property(fc.dictionary(keys, fc.anything({ maxDepth: 3 })), (garbage) => {
        const parsed = parse({ _source: { ...SOURCE, ...garbage } }, 'tjsp');
        expect(parsed.ok).toBe(true);
        expect(() => JSON.stringify(parsed)).not.toThrow();
      }),
      { numRuns: 1000 },
    );
  });

  test('a list nested absurdly deep is read or left, never fatal', () => {
    let deep: unknown[] = [{ codigo: 1, nome: 'fundo' }];
    for (let i = 0; i < 100_000; i++) deep = [deep];
    expect(documentOf({ assuntos: deep }).document.subjects).toEqual([{ code: 1, name: 'fundo' }]);
  });
});

describe('the order of movements', () => {
  const movement = fc.record({
    codigo: fc.constantFrom(26, 51, 85, 12265, 12266),
    nome: fc.constantFrom('A', 'B'),
    dataHora: fc.constantFrom(
      '2024-01-01T10:00:00.000Z',
      '2024-01-01T10:00:00.000000Z',
      '20240101100000',
      '2024-01-02T10:00:00.000Z',
    ),
    complementosTabelados: fc.constantFrom(
      [],
      [{ codigo: 3, valor: 5 }],
      [
        { codigo: 3, valor: 36 },
        { codigo: 2, valor: 1 },
      ],
    ),
  });

  test('is the same whatever the order of the source', () => {
    fc.assert(
      fc.property(
        fc
          .array(movement, { maxLength: 12 })
          .chain((list) =>
            fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
          ),
        ([list, shuffled]) => {
          const one = documentOf({ movimentos: list }).document.movements;
          expect(documentOf({ movimentos: shuffled }).document.movements).toEqual(one);
          const dates = one?.map((m) => m.occurredAt) ?? [];
          expect(dates).toEqual([...dates].sort());
        },
      ),
    );
  });
});
