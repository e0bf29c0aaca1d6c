import { describe, expect, test } from 'bun:test';
import { createHitParser } from './parse-hit.ts';

const parse = createHitParser();
const NUMBER = '10535655720248260053';

const SOURCE = {
  numeroProcesso: NUMBER,
  classe: { codigo: 120, nome: 'Mandado de Segurança Cível' },
  sistema: { codigo: -1, nome: 'Inválido' },
  formato: { codigo: 1, nome: 'Eletrônico' },
  tribunal: 'TJSP',
  dataHoraUltimaAtualizacao: '2024-08-26T20:45:07.608Z',
  grau: 'G1',
  '@timestamp': '2024-09-15T19:45:21.950659341Z',
  dataAjuizamento: '20240729112000',
  id: `TJSP_G1_${NUMBER}`,
  nivelSigilo: 0,
  orgaoJulgador: { codigo: 74365, nome: '16 FAZENDA PUBLICA DE CENTRAL' },
  assuntos: [{ codigo: 14950, nome: 'Pagamento' }],
  movimentos: [
    {
      complementosTabelados: [{ codigo: 3, valor: 5, nome: 'para despacho', descricao: 'tipo_de_conclusao' }],
      codigo: 51,
      nome: 'Conclusão',
      dataHora: '2024-07-29T14:03:57.000Z',
    },
    { codigo: 26, nome: 'Distribuição', dataHora: '2024-07-29T12:07:10.000Z' },
  ],
};

function documentOf(changes: Record<string, unknown>, without: string[] = []) {
  const source: Record<string, unknown> = { ...SOURCE, ...changes };
  for (const field of without) delete source[field];
  const parsed = parse({ _index: 'api_publica_tjsp', _id: SOURCE.id, _source: source }, 'tjsp');
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed;
}

describe('an ordinary hit', () => {
  test('becomes a document', () => {
    expect(documentOf({})).toEqual({
      ok: true,
      warnings: [],
      document: {
        alias: 'tjsp',
        number: NUMBER,
        grau: 'G1',
        tribunal: 'TJSP',
        class: { code: 120, name: 'Mandado de Segurança Cível' },
        system: { code: -1, name: 'Inválido' },
        format: { code: 1, name: 'Eletrônico' },
        unit: { code: '74365', name: '16 FAZENDA PUBLICA DE CENTRAL', municipality: null },
        subjects: [{ code: 14950, name: 'Pagamento' }],
        filedAt: '2024-07-29T11:20:00-03:00',
        secrecy: 0,
        sourceUpdatedAt: '2024-08-26T20:45:07.608Z',
        indexedAt: '2024-09-15T19:45:21.950Z',
        movements: [
          {
            code: 26,
            name: 'Distribuição',
            occurredAt: '2024-07-29T12:07:10-03:00',
            complements: [],
            unit: null,
          },
          {
            code: 51,
            name: 'Conclusão',
            occurredAt: '2024-07-29T14:03:57-03:00',
            complements: [{ code: 3, value: 5, name: 'para despacho', description: 'tipo_de_conclusao' }],
            unit: null,
          },
        ],
        movementsComplete: true,
      },
    });
  });

  test('the _type of 2023 and a sort are no matter', () => {
    const parsed = parse({ _type: '_doc', _score: null, sort: ['x'], _source: SOURCE }, 'tjsp');
    expect(parsed).toMatchObject({ ok: true, warnings: [] });
  });
});

describe('oddities of the fields', () => {
  test('nested and absent subjects', () => {
    const nested = [[{ codigo: 1, nome: 'A' }], [[{ codigo: 2, nome: 'B' }]], { codigo: 3, nome: 'C' }];
    expect(documentOf({ assuntos: nested }).document.subjects.map((s) => s.code)).toEqual([1, 2, 3]);
    expect(documentOf({}, ['assuntos']).document.subjects).toEqual([]);
    expect(documentOf({ assuntos: [null, {}] })).toMatchObject({ document: { subjects: [] }, warnings: [] });
    expect(documentOf({ assuntos: { codigo: 9, nome: 'só um' } }).document.subjects).toEqual([
      { code: 9, name: 'só um' },
    ]);
  });

  test('a list of movements that is absent, null or empty', () => {
    expect(documentOf({}, ['movimentos']).document.movements).toBeNull();
    expect(documentOf({ movimentos: null }).document.movements).toBeNull();
    expect(documentOf({ movimentos: [] }).document.movements).toEqual([]);
    expect(documentOf({ movimentos: 'x' })).toMatchObject({
      document: { movements: null },
      warnings: [{ path: 'movimentos', problem: 'not_a_list' }],
    });
  });

  test('units with text, number and other names of their fields', () => {
    const unit = (orgaoJulgador: unknown) => documentOf({ orgaoJulgador }).document.unit;
    expect(unit({ codigo: '9819', nome: 'X', codigoMunicipioIBGE: null })).toEqual({
      code: '9819',
      name: 'X',
      municipality: null,
    });
    expect(unit({ codigo: 16403, nome: 'X', codigoMunicipioIBGE: 5128 })).toEqual({
      code: '16403',
      name: 'X',
      municipality: 5128,
    });
    expect(unit({ codigoOrgao: 7, nomeOrgao: 'Y' })).toEqual({ code: '7', name: 'Y', municipality: null });
    expect(unit('1ª Vara')).toEqual({ code: null, name: '1ª Vara', municipality: null });
    expect(unit(null)).toBeNull();
    expect(unit({})).toBeNull();
  });

  test('a movement in the national wrapper, with a unit of its own', () => {
    const movimentos = [
      {
        movimentoNacional: {
          codigo: '123',
          nome: 'Remessa',
          complementosTabelados: [{ codigo: '18', valor: '38' }],
        },
        dataHora: '20240801101112',
        orgaoJulgador: { codigoOrgao: '55', nomeOrgao: 'Câmara' },
      },
      { movimentoNacional: 11010, dataHora: '2024-08-02T00:00:00.000Z' },
    ];
    expect(documentOf({ movimentos })).toMatchObject({
      warnings: [],
      document: {
        movements: [
          {
            code: 123,
            name: 'Remessa',
            occurredAt: '2024-08-01T10:11:12-03:00',
            complements: [{ code: 18, value: 38 }],
            unit: { code: '55', name: 'Câmara' },
          },
          { code: 11010, name: '' },
        ],
      },
    });
  });

  test('movements without a date are left out, and the list is then not complete', () => {
    const movimentos = [...SOURCE.movimentos, { codigo: 1, dataHora: 'ontem' }, { codigo: 2 }, 'x', null];
    const parsed = documentOf({ movimentos });
    expect(parsed.document.movements?.length).toBe(2);
    expect(parsed.document.movementsComplete).toBe(false);
    expect(parsed.warnings.map((w) => [w.path, w.problem])).toEqual([
      ['movimentos[2].dataHora', 'unreadable_date'],
      ['movimentos[3].dataHora', 'missing'],
      ['movimentos[4]', 'unreadable_entry'],
    ]);
  });

  test('a movement without a code is kept under its name', () => {
    const movimentos = [{ nome: 'Ato local', dataHora: '2024-08-02T00:00:00.000Z' }];
    const parsed = documentOf({ movimentos });
    expect(parsed.document.movements).toMatchObject([{ code: 0, name: 'Ato local' }]);
    expect(parsed.document.movementsComplete).toBe(true);
  });

  test('a grau that is missing is read from the id, and is ND when that says nothing', () => {
    expect(documentOf({ grau: ' je ' }).document.grau).toBe('JE');
    expect(documentOf({ grau: 'TURMA' }).document.grau).toBe('TURMA');
    expect(documentOf({ id: `TRF4_TR_${NUMBER}` }, ['grau']).document.grau).toBe('TR');
    expect(documentOf({ id: `TRF1_436_JE_16403_${NUMBER}` }, ['grau']).document.grau).toBe('JE');
    expect(documentOf({ id: 'xyz', grau: 3 })).toMatchObject({
      document: { grau: 'ND' },
      warnings: [{ path: 'grau' }],
    });
  });

  test('a number with lost zeros or a mask is read, one with wrong check digits kept with a warning', () => {
    expect(documentOf({ numeroProcesso: '104905620258260309' }).document.number).toBe('00104905620258260309');
    expect(documentOf({ numeroProcesso: 8323520184013202 }).document.number).toBe('00008323520184013202');
    expect(documentOf({ numeroProcesso: '1053565-57.2024.8.26.0053' }).document.number).toBe(NUMBER);
    expect(documentOf({ numeroProcesso: '10535655820248260053' }).warnings).toMatchObject([
      { problem: 'wrong_check_digits' },
    ]);
  });

  test('an unreadable secrecy is taken for sealed', () => {
    expect(documentOf({ nivelSigilo: '2' }).document.secrecy).toBe(2);
    expect(documentOf({}, ['nivelSigilo']).document.secrecy).toBe(0);
    for (const nivelSigilo of ['secreto', -1, {}]) {
      expect(documentOf({ nivelSigilo })).toMatchObject({
        document: { secrecy: 1 },
        warnings: [{ path: 'nivelSigilo' }],
      });
    }
  });

  test('a missing tribunal is that of the index', () => {
    expect(documentOf({}, ['tribunal'])).toMatchObject({
      document: { tribunal: 'TJSP' },
      warnings: [{ path: 'tribunal' }],
    });
    expect(documentOf({ tribunal: 'tjsp' }).document.tribunal).toBe('TJSP');
  });

  test('garbled names are mended', () => {
    expect(documentOf({ classe: { codigo: 7, nome: 'EXECUÃ‡ÃƒO' } }).document.class?.name).toBe('EXECUÇÃO');
  });

  test('dates that say nothing', () => {
    expect(documentOf({ dataAjuizamento: '19000101000000' })).toMatchObject({
      document: { filedAt: null },
      warnings: [],
    });
    expect(documentOf({ dataAjuizamento: 'x' })).toMatchObject({
      document: { filedAt: null },
      warnings: [{ path: 'dataAjuizamento', problem: 'unreadable_date', value: 'x' }],
    });
  });
});
