import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { type Sandbox, startSandbox } from '../server.ts';
import { idsOf, refusal } from '../test-client.ts';
import { A, B, fixture } from './fixture.ts';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox();
  sandbox.control.load(fixture());
});
afterAll(() => sandbox.stop());

const ids = (query: unknown) => idsOf(sandbox, 'tjsp', query);

describe('case numbers', () => {
  test('match and term find every grau of a number; a masked number finds nothing and is no error', async () => {
    expect(await ids({ match: { numeroProcesso: A } })).toEqual(['a-g1', 'a-g2']);
    expect(await ids({ match: { numeroProcesso: { query: A } } })).toEqual(['a-g1', 'a-g2']);
    expect(await ids({ term: { numeroProcesso: A } })).toEqual(['a-g1', 'a-g2']);
    expect(await ids({ term: { 'numeroProcesso.keyword': { value: A } } })).toEqual(['a-g1', 'a-g2']);
    expect(await ids({ match: { numeroProcesso: '0000001-17.2099.8.26.0001' } })).toEqual([]);
    expect(await ids({ match_phrase: { numeroProcesso: A } })).toEqual(['a-g1', 'a-g2']);
  });

  test('terms finds many numbers and ignores the unknown', async () => {
    expect(await ids({ terms: { numeroProcesso: [B, A, '99999999999999999999'] } })).toEqual([
      'a-g1',
      'a-g2',
      'b-je',
    ]);
    expect(await ids({ terms: { numeroProcesso: [] } })).toEqual([]);
  });

  test('65,536 terms are served and one more is refused', async () => {
    const numbers = Array.from({ length: 65_536 }, (_, at) => String(at).padStart(20, '0'));
    expect(await ids({ terms: { numeroProcesso: [...numbers.slice(1), A] } })).toEqual(['a-g1', 'a-g2']);
    const answer = await refusal(sandbox, 'tjsp', { query: { terms: { numeroProcesso: [...numbers, A] } } });
    expect(answer.status).toBe(400);
    expect(answer.error.root_cause[0]?.reason).toContain('The number of terms [65537]');
  });
});

describe('analysed text and keywords', () => {
  test('grau is analysed: match finds it, an upper-case term does not, .keyword does', async () => {
    expect(await ids({ match: { grau: 'G2' } })).toEqual(['a-g2']);
    expect(await ids({ match: { grau: 'g2' } })).toEqual(['a-g2']);
    expect(await ids({ term: { grau: 'G2' } })).toEqual([]);
    expect(await ids({ term: { grau: 'g2' } })).toEqual(['a-g2']);
    expect(await ids({ term: { 'grau.keyword': 'G2' } })).toEqual(['a-g2']);
    expect(await ids({ term: { 'grau.keyword': 'g2' } })).toEqual([]);
    expect(await ids({ terms: { 'grau.keyword': ['JE', 'TR'] } })).toEqual(['b-je', 'c-tr']);
  });

  test('match takes any token unless told to take all; accents count; phrases keep their order', async () => {
    expect(await ids({ match: { 'classe.nome': 'apelação comum' } })).toHaveLength(4);
    expect(await ids({ match: { 'classe.nome': { query: 'cível apelação', operator: 'and' } } })).toEqual([
      'a-g2',
    ]);
    expect(await ids({ match: { 'classe.nome': 'apelacao' } })).toEqual([]);
    expect(await ids({ match_phrase: { 'orgaoJulgador.nome': 'turma recursal' } })).toEqual(['c-tr']);
    expect(await ids({ match_phrase: { 'orgaoJulgador.nome': 'recursal turma' } })).toEqual([]);
    expect(await ids({ prefix: { 'tribunal.keyword': 'TJ' } })).toHaveLength(4);
    expect(await ids({ wildcard: { 'grau.keyword': 'G?' } })).toEqual(['a-g1', 'a-g2']);
  });

  test('codes are numbers, also as text; lists of lists are flat', async () => {
    expect(await ids({ term: { 'classe.codigo': 198 } })).toEqual(['a-g2']);
    expect(await ids({ match: { 'classe.codigo': '198' } })).toEqual(['a-g2']);
    expect(await ids({ terms: { 'assuntos.codigo': [14950] } })).toEqual(['b-je']);
    expect(await ids({ range: { nivelSigilo: { gt: 0 } } })).toEqual(['c-tr']);
    const answer = await refusal(sandbox, 'tjsp', { query: { term: { 'classe.codigo': 'abc' } } });
    expect(answer.error.root_cause[0]?.reason).toContain('For input string: "abc"');
  });

  test('a field that is not mapped matches nothing', async () => {
    expect(await ids({ term: { partes: 'x' } })).toEqual([]);
    expect(await ids({ exists: { field: 'partes' } })).toEqual([]);
    expect(await ids({ range: { partes: { gte: 1 } } })).toEqual([]);
  });
});

describe('movements are not nested', () => {
  test('two conditions may be met by two different movements', async () => {
    const query = {
      bool: {
        filter: [
          { term: { 'movimentos.codigo': 219 } },
          { range: { 'movimentos.dataHora': { gte: '2026-01-01' } } },
        ],
      },
    };
    expect(await ids(query)).toEqual(['b-je']);
  });

  test('one range needs one movement inside both of its ends', async () => {
    expect(await ids({ range: { 'movimentos.dataHora': { gte: '2024-02-01', lt: '2025-01-01' } } })).toEqual(
      [],
    );
    expect(await ids({ range: { 'movimentos.dataHora': { gte: '2024-01-01', lt: '2024-02-01' } } })).toEqual([
      'b-je',
    ]);
  });

  test('a nested query is refused', async () => {
    const query = { nested: { path: 'movimentos', query: { match_all: {} } } };
    const answer = await refusal(sandbox, 'tjsp', { query });
    expect(answer.error.reason).toContain('failed to find nested object under path [movimentos]');
  });
});

describe('dates', () => {
  test('gte and lt look at the start of a day, gt and lte at its end', async () => {
    const on = (ends: Record<string, unknown>) => ids({ range: { dataHoraUltimaAtualizacao: ends } });
    expect(await on({ gte: '2026-04-01' })).toEqual(['a-g2', 'b-je']);
    expect(await on({ gt: '2026-04-01' })).toEqual(['b-je']);
    expect(await on({ gte: '2026-04-01', lte: '2026-04-01' })).toEqual(['a-g2']);
    expect(await on({ gte: '2026-04', lt: '2026-05' })).toEqual(['a-g2']);
    expect(await on({ gte: Date.UTC(2026, 4, 1, 10) })).toEqual(['b-je']);
    expect(await on({ gt: String(Date.UTC(2026, 4, 1, 10)) })).toEqual([]);
    expect(await on({ gte: '01/05/2026', format: 'dd/MM/yyyy' })).toEqual(['b-je']);
    expect(await on({ gte: '2026-05-01T07:00:00', time_zone: '-03:00' })).toEqual(['b-je']);
    expect(await on({ gt: '2026-05-01T07:00:00', time_zone: '-03:00' })).toEqual([]);
  });

  test('a filing date of 14 digits is epoch milliseconds of the year 2611', async () => {
    const filed = (ends: Record<string, unknown>) => ids({ range: { dataAjuizamento: ends } });
    expect(await filed({ gte: '2025-01-01', lt: '2027-01-01' })).toEqual(['a-g2']);
    expect(await filed({ gte: 20250708000000, lte: 20250708235959 })).toEqual(['a-g1', 'b-je', 'c-tr']);
    expect(await filed({ gte: '2600-01-01' })).toEqual(['a-g1', 'b-je', 'c-tr']);
  });

  test('what is no date is refused', async () => {
    const answer = await refusal(sandbox, 'tjsp', { query: { range: { '@timestamp': { gte: 'ontem' } } } });
    expect(answer.error.type).toBe('parse_exception');
    expect(answer.error.reason).toContain('failed to parse date field [ontem]');
  });
});

describe('bool', () => {
  const g1 = { match: { grau: 'G1' } };
  const g2 = { match: { grau: 'G2' } };
  const je = { match: { grau: 'JE' } };
  const number = { match: { numeroProcesso: A } };

  test('must, filter and must_not, as a clause or a list', async () => {
    expect(await ids({ bool: { must: number, filter: g2 } })).toEqual(['a-g2']);
    expect(await ids({ bool: { must: [number], must_not: [g2] } })).toEqual(['a-g1']);
    expect(await ids({ bool: { must_not: { exists: { field: 'movimentos' } } } })).toEqual(['c-tr']);
    expect(await ids({ bool: {} })).toHaveLength(4);
  });

  test('should is needed when it stands alone, and a bonus beside must', async () => {
    expect((await ids({ bool: { should: [g2, je] } })).sort()).toEqual(['a-g2', 'b-je']);
    expect(await ids({ bool: { must: number, should: g2 } })).toEqual(['a-g2', 'a-g1']);
    expect(await ids({ bool: { filter: number, should: [g2, je], minimum_should_match: 1 } })).toEqual([
      'a-g2',
    ]);
    expect(await ids({ bool: { should: [number, g1, g2], minimum_should_match: 2 } })).toHaveLength(2);
    expect(await ids({ bool: { should: [number, g1, g2], minimum_should_match: '-1' } })).toHaveLength(2);
    expect(await ids({ bool: { should: [number, g1, g2], minimum_should_match: '100%' } })).toEqual([]);
    expect((await ids({ bool: { should: [number, { match: { numeroProcesso: B } }] } })).sort()).toEqual([
      'a-g1',
      'a-g2',
      'b-je',
    ]);
  });

  test('exists, ids, match_all, match_none and constant_score', async () => {
    expect(await ids({ exists: { field: 'movimentos' } })).toEqual(['a-g1', 'a-g2', 'b-je']);
    expect(await ids({ exists: { field: 'orgaoJulgador.codigoMunicipioIBGE' } })).toEqual([
      'a-g1',
      'a-g2',
      'b-je',
    ]);
    expect(await ids({ ids: { values: ['c-tr', 'a-g1', 'nobody'] } })).toEqual(['a-g1', 'c-tr']);
    expect(await ids({ term: { _id: 'c-tr' } })).toEqual(['c-tr']);
    expect(await ids({ match_all: {} })).toHaveLength(4);
    expect(await ids({ match_none: {} })).toEqual([]);
    expect(await ids({ constant_score: { filter: number } })).toEqual(['a-g1', 'a-g2']);
  });
});
