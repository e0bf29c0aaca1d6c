import { describe, expect, test } from 'bun:test';
import { checkDigits, parseCnjNumber } from './cnj-number.ts';
import { courtCandidates } from './court-candidates.ts';
import { aliasFallback, COURTS, courtByAlias } from './courts.ts';

/** Written out once, from the official list, to hold the generated table to it. */
const OFFICIAL = `tst tse stj stm trf1 trf2 trf3 trf4 trf5 trf6
  tjac tjal tjam tjap tjba tjce tjdft tjes tjgo tjma tjmg tjms tjmt tjpa tjpb tjpe tjpi tjpr tjrj tjrn tjro tjrr tjrs
  tjsc tjse tjsp tjto
  trt1 trt2 trt3 trt4 trt5 trt6 trt7 trt8 trt9 trt10 trt11 trt12 trt13 trt14 trt15 trt16 trt17 trt18 trt19 trt20 trt21
  trt22 trt23 trt24
  tre-ac tre-al tre-am tre-ap tre-ba tre-ce tre-dft tre-es tre-go tre-ma tre-mg tre-ms tre-mt tre-pa tre-pb tre-pe
  tre-pi tre-pr tre-rj tre-rn tre-ro tre-rr tre-rs tre-sc tre-se tre-sp tre-to
  tjmmg tjmrs tjmsp`.split(/\s+/);

function candidates(segment: string, court: string) {
  const parts = { sequence: '0000001', year: '2020', segment, court, origin: '0001' };
  const parsed = parseCnjNumber(`0000001${checkDigits(parts)}2020${segment}${court}0001`);
  if (!parsed.ok) throw new Error(parsed.message);
  return courtCandidates(parsed.number);
}

describe('the table of indexes', () => {
  test('has the 91 official aliases and no other', () => {
    expect(COURTS.length).toBe(91);
    expect(COURTS.map((c) => c.alias).sort()).toEqual([...OFFICIAL].sort());
  });

  test('no two courts share an alias, an acronym or a name', () => {
    for (const key of ['alias', 'tribunal', 'name'] as const) {
      expect(new Set(COURTS.map((c) => c[key])).size).toBe(91);
    }
  });

  test.each([
    ['tjmg', 'TJMG', 'Tribunal de Justiça de Minas Gerais', '8', '13', 'MG'],
    ['tjmt', 'TJMT', 'Tribunal de Justiça de Mato Grosso', '8', '11', 'MT'],
    ['tjdft', 'TJDFT', 'Tribunal de Justiça do Distrito Federal e dos Territórios', '8', '07', 'DF'],
    ['tre-dft', 'TRE-DF', 'Tribunal Regional Eleitoral do Distrito Federal', '6', '07', 'DF'],
    ['tjmsp', 'TJMSP', 'Tribunal de Justiça Militar de São Paulo', '9', '26', 'SP'],
    ['trt2', 'TRT2', 'Tribunal Regional do Trabalho da 2ª Região', '5', '02', undefined],
    ['trf6', 'TRF6', 'Tribunal Regional Federal da 6ª Região', '4', '06', undefined],
  ])('%s', (alias, tribunal, name, segment, court, uf) => {
    expect(courtByAlias(alias)).toEqual({ alias, tribunal, name, segment, court, ...(uf ? { uf } : {}) });
  });

  test('there is none for the STF or the CNJ', () => {
    expect(courtByAlias('stf')).toBeUndefined();
    expect(courtByAlias('cnj')).toBeUndefined();
  });

  test('only the electoral court of the DF has a second alias', () => {
    expect(aliasFallback('tre-dft')).toBe('tre-df');
    expect(COURTS.filter((c) => aliasFallback(c.alias) !== null).length).toBe(1);
  });
});

describe('where a case may be', () => {
  test.each([
    ['8', '26', ['tjsp'], ['stj']],
    ['8', '13', ['tjmg'], ['stj']],
    ['8', '11', ['tjmt'], ['stj']],
    ['8', '07', ['tjdft'], ['stj']],
    ['4', '04', ['trf4'], ['stj']],
    ['4', '06', ['trf6'], ['stj']],
    ['5', '15', ['trt15'], ['tst']],
    ['5', '02', ['trt2'], ['tst']],
    ['6', '07', ['tre-dft'], ['tse']],
    ['6', '09', ['tre-go'], ['tse']],
    ['9', '13', ['tjmmg'], ['stj']],
    ['9', '21', ['tjmrs'], ['stj']],
    ['9', '26', ['tjmsp'], ['stj']],
  ])('%s.%s', (segment, court, primary, superior) => {
    expect(candidates(segment, court)).toEqual({ primary, superior });
  });

  test('4.01 may have moved to the TRF6', () => {
    expect(candidates('4', '01').primary).toEqual(['trf1', 'trf6']);
  });

  test('a state without a military court keeps these cases at its TJ', () => {
    expect(candidates('9', '19').primary).toEqual(['tjrj']);
    expect(candidates('9', '07').primary).toEqual(['tjdft']);
  });

  test('a case of a superior court is asked there once', () => {
    expect(candidates('3', '00')).toEqual({ primary: ['stj'], superior: [] });
    expect(candidates('5', '00')).toEqual({ primary: ['tst'], superior: [] });
    expect(candidates('6', '00')).toEqual({ primary: ['tse'], superior: [] });
    expect(candidates('7', '00')).toEqual({ primary: ['stm'], superior: [] });
  });

  test.each([
    ['1', '00', 'Supremo Tribunal Federal'],
    ['2', '00', 'Conselho Nacional de Justiça'],
    ['4', '90', 'CJF'],
    ['5', '90', 'CSJT'],
  ])('%s.%s has no index, and says why', (segment, court, words) => {
    const found = candidates(segment, court);
    expect(found).toMatchObject({ primary: [], superior: [] });
    expect(found.reason).toContain(words);
  });

  test('the first instance of the federal military justice is only seen at the STM', () => {
    const found = candidates('7', '05');
    expect(found).toMatchObject({ primary: [], superior: ['stm'] });
    expect(found.reason).toContain('primeira instância');
  });

  test('every number of a known court has somewhere to be asked or a reason', () => {
    for (const segment of ['4', '5', '6', '8', '9']) {
      const last = { '4': 6, '5': 24, '6': 27, '8': 27, '9': 27 }[segment] ?? 0;
      for (let tr = 1; tr <= last; tr++) {
        const { primary } = candidates(segment, String(tr).padStart(2, '0'));
        expect(primary.length).toBeGreaterThan(0);
        for (const alias of primary) expect(courtByAlias(alias)).toBeDefined();
      }
    }
  });
});
