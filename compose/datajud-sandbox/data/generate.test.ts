import { describe, expect, test } from 'bun:test';
import { parseCnjNumber } from '../../../actors/contracts/cnj-number.ts';
import { courtCandidates } from '../../../actors/contracts/court-candidates.ts';
import { courtByAlias } from '../../../actors/contracts/courts.ts';
import { type CourtRecord, type DataJudMovement, sourceOf } from '../wire.ts';
import { DEFAULT_COURTS, GENERATED_UNTIL, generate } from './generate.ts';

const records = generate({ casesPerCourt: 120 });
const sources = records.map(sourceOf);
const movements = sources.flatMap((source) => source.movimentos ?? []);
const texts = (list: CourtRecord[]) => list.map((record) => JSON.stringify([record.id, sourceOf(record)]));
const share = (test: (source: (typeof sources)[number]) => boolean) =>
  sources.filter(test).length / sources.length;

describe('determinism', () => {
  test('the same seed gives the same bytes, also when a list is read twice', () => {
    const again = texts(generate({ casesPerCourt: 120 }));
    expect(texts(records)).toEqual(again);
    expect(texts(records)).toEqual(again);
  });

  test('another seed gives other cases', () => {
    expect(texts(generate({ courts: ['tjsp'], casesPerCourt: 3, seed: 1 }))).not.toEqual(
      texts(generate({ courts: ['tjsp'], casesPerCourt: 3, seed: 2 })),
    );
  });

  test('a case does not depend on how many others there are', () => {
    const few = texts(generate({ courts: ['trf4'], casesPerCourt: 3 }));
    expect(texts(generate({ courts: ['tjsp', 'trf4'], casesPerCourt: 9 }))).toEqual(
      expect.arrayContaining(few),
    );
  });
});

describe('numbers', () => {
  test('each is valid, of its court, and no two cases of a court share one', () => {
    for (const alias of DEFAULT_COURTS) {
      const own = records.filter((record) => record.alias === alias);
      for (const { number } of own) {
        const parsed = parseCnjNumber(number);
        if (!parsed.ok) throw new Error(`${number}: ${parsed.message}`);
        const { primary, superior } = courtCandidates(parsed.number);
        expect([...primary, ...superior]).toContain(alias);
      }
      expect(new Set(own.map((record) => record.number)).size).toBe(120);
      expect(new Set(own.map((record) => record.id)).size).toBe(own.length);
    }
  });

  test('thousands per court stay distinct', () => {
    const many = generate({ courts: ['tjsp'], casesPerCourt: 20_000 });
    expect(new Set(many.map((record) => record.number)).size).toBe(20_000);
  });

  test('some cases of TRF6 keep a number of TRF1, and the STJ has cases of the courts below', () => {
    const at = (alias: string) =>
      records.filter((record) => record.alias === alias).map((record) => record.number);
    const trf6 = at('trf6').map((number) => number.slice(13, 16));
    expect(new Set(trf6)).toEqual(new Set(['401', '406']));
    const tjsp = new Set(at('tjsp'));
    expect(at('stj').some((number) => tjsp.has(number))).toBeTrue();
  });

  test('an unknown court is refused', () => {
    expect(() => generate({ courts: ['stf'] })).toThrow('DataJud has no index for the court "stf"');
  });
});

describe('documents look real', () => {
  test('several graus, both feeds with their marks', () => {
    expect(new Set(records.map((record) => record.grau))).toEqual(
      new Set(['G1', 'G2', 'JE', 'TR', 'TRU', 'SUP']),
    );
    for (const record of records) {
      const source = sourceOf(record);
      const { tribunal } = courtByAlias(record.alias) ?? { tribunal: '' };
      expect(source.tribunal).toBe(tribunal);
      if (record.pipeline === 'new') {
        expect(source['@timestamp']).toMatch(/\.\d{6}Z$/);
        expect(source['@timestamp']).toBe(source.dataHoraUltimaAtualizacao);
        expect(record.id).toBe(`${tribunal}_${record.grau}_${record.number}`);
      } else {
        expect(source['@timestamp']).toMatch(/\.\d{9}Z$/);
        expect(source.dataHoraUltimaAtualizacao).toMatch(/\.\d{3}Z$/);
        expect(record.indexedMs).toBeGreaterThanOrEqual(record.updatedMs);
        expect(record.id).toEndWith(`_${record.number}`);
      }
    }
    expect(share((source) => /\d{6}Z$/.test(source['@timestamp']))).toBeWithin(0.2, 1.01);
  });

  test('no date passes the end of the data, and no movement the update of its document', () => {
    for (const record of records) {
      expect(record.indexedMs).toBeLessThan(GENERATED_UNTIL);
      expect(record.expand === null).toBe(sourceOf(record).movimentos === undefined);
      for (const movement of sourceOf(record).movimentos ?? []) {
        if (movement.dataHora?.includes('-'))
          expect(Date.parse(movement.dataHora)).toBeLessThanOrEqual(record.updatedMs);
      }
    }
  });

  test('the defects of real data are there at a few percent', () => {
    expect(share((source) => source.movimentos === undefined)).toBeWithin(0.001, 0.06);
    expect(share((source) => Array.isArray(source.assuntos) && Array.isArray(source.assuntos[0]))).toBeWithin(
      0.001,
      0.08,
    );
    expect(share((source) => source.assuntos === undefined)).toBeWithin(0.001, 0.05);
    expect(share((source) => (source.sistema as { codigo: number }).codigo === -1)).toBeWithin(0.001, 0.06);
    expect(share((source) => /Ã/.test(JSON.stringify(source.classe)))).toBeWithin(0.001, 0.06);
    expect(share((source) => /\?\?/.test(JSON.stringify(source.classe)))).toBeWithin(0.0005, 0.05);
    expect(share((source) => source.dataAjuizamento === '19000101000000')).toBeWithin(0.0005, 0.05);
    expect(share((source) => /^\d{14}$/.test(String(source.dataAjuizamento)))).toBeWithin(0.3, 0.9);
    expect(
      share(
        (source) => (source.orgaoJulgador as { codigoMunicipioIBGE: unknown }).codigoMunicipioIBGE === null,
      ),
    ).toBeWithin(0.03, 0.2);
    expect(movements.some((one) => /^\d{14}$/.test(String(one.dataHora)))).toBeTrue();
    expect(movements.some((one) => one.movimentoNacional !== undefined)).toBeTrue();
    expect(
      movements.some(
        (one) => (one.orgaoJulgador as { codigoOrgao?: number } | undefined)?.codigoOrgao !== undefined,
      ),
    ).toBeTrue();
    const twins = sources.filter((source) => hasTwins(source.movimentos ?? []));
    expect(twins.length).toBeGreaterThan(0);
  });

  test('oddities can be left out', () => {
    const clean = generate({ courts: ['tjsp'], casesPerCourt: 300, oddities: 0 }).map(sourceOf);
    expect(clean.every((source) => source.movimentos && source.assuntos)).toBeTrue();
    expect(clean.some((source) => (source.sistema as { codigo: number }).codigo === -1)).toBeFalse();
  });

  test('complements carry their type, TJSP ascends, TRF3 descends, and notices lapse on the tenth day', () => {
    const complements = movements.flatMap((one) => one.complementosTabelados ?? []);
    expect(new Set(complements.map((one) => one.descricao)).size).toBeGreaterThanOrEqual(6);
    expect(
      movements.some((one) => one.codigo === 12266 && one.dataHora?.endsWith('T23:59:59.000Z')),
    ).toBeTrue();
    const dates = (alias: string) =>
      generate({ courts: [alias], casesPerCourt: 30, oddities: 0 }).map((record) =>
        (sourceOf(record).movimentos ?? []).map((one) => String(one.dataHora)),
      );
    for (const list of dates('tjsp')) expect(list).toEqual([...list].sort());
    for (const list of dates('trf3')) expect(list).toEqual([...list].sort().reverse());
  });

  test('the length of a history can be fixed', () => {
    for (const count of [0, 1, 2, 50, 500]) {
      const made = generate({
        courts: ['tjsp', 'trf4'],
        casesPerCourt: 20,
        movementsPerCase: count,
        oddities: 0,
      });
      expect(new Set(made.map((record) => sourceOf(record).movimentos?.length))).toEqual(new Set([count]));
    }
  });
});

function hasTwins(list: DataJudMovement[]): boolean {
  const seen = list.map((one) => JSON.stringify(one));
  return new Set(seen).size < seen.length;
}
