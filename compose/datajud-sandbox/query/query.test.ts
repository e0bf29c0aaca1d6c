import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { type Sandbox, startSandbox } from '../server.ts';
import { document, idsOf, refusal, search } from '../test-client.ts';

const A = '00000011720998260001';
const B = '10535655720248260053';
let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox();
  sandbox.control.load([
    document('tjsp', 'a-g1', { numeroProcesso: A }),
    document('tjsp', 'a-g2', {
      numeroProcesso: A,
      grau: 'G2',
      classe: { codigo: 198, nome: 'Apelação Cível' },
      dataAjuizamento: '2026-01-10T00:00:00.000Z',
      dataHoraUltimaAtualizacao: '2026-04-01T10:00:00.000Z',
      '@timestamp': '2026-04-05T10:00:00.000000001Z',
    }),
    document('tjsp', 'b-je', {
      numeroProcesso: B,
      grau: 'JE',
      movimentos: [
        { codigo: 219, nome: 'Procedência', dataHora: '2024-01-10T10:00:00.000Z' },
        { codigo: 848, nome: 'Trânsito em julgado', dataHora: '2026-02-10T10:00:00.000Z' },
      ],
      assuntos: [[{ codigo: 11811, nome: 'Práticas Abusivas' }], [{ codigo: 14950, nome: 'Pagamento' }]],
      dataHoraUltimaAtualizacao: '2026-05-01T10:00:00.000Z',
      '@timestamp': '2026-05-01T11:00:00.000000001Z',
    }),
    document('tjsp', 'c-tr', {
      numeroProcesso: '10004132220178260415',
      grau: 'TR',
      movimentos: undefined,
      orgaoJulgador: { codigo: 5, nome: '2ª Turma Recursal de São José' },
      nivelSigilo: 1,
      '@timestamp': '2026-06-01T11:00:00.000000001Z',
    }),
  ]);
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

describe('refused queries', () => {
  const cases: [string, unknown, string, string][] = [
    ['unknown query', { query: { fuzy: {} } }, 'parsing_exception', 'unknown query [fuzy]'],
    ['unknown key', { qeury: {} }, 'parsing_exception', 'Unknown key for a START_OBJECT in [qeury].'],
    ['empty query', { query: {} }, 'parsing_exception', 'query malformed, empty clause found'],
    [
      'two queries',
      { query: { match_all: {}, term: {} } },
      'parsing_exception',
      'expected [END_OBJECT] but found [FIELD_NAME]',
    ],
    [
      'two fields',
      { query: { match: { grau: 'G1', id: 'x' } } },
      'parsing_exception',
      'found [grau] and [id]',
    ],
    [
      'terms without a list',
      { query: { terms: { numeroProcesso: A } } },
      'parsing_exception',
      '[terms] query does not support [numeroProcesso]',
    ],
    [
      'unknown bool part',
      { query: { bool: { musst: [] } } },
      'x_content_parse_exception',
      '[bool] unknown field [musst]',
    ],
    [
      'unknown range end',
      { query: { range: { '@timestamp': { from: 1 } } } },
      'parsing_exception',
      '[range] query does not support [from]',
    ],
    ['broken JSON', '{"query": ', 'x_content_parse_exception', '[1:1]'],
    ['a list as body', '[]', 'parsing_exception', 'Expected [START_OBJECT]'],
    ['what the sandbox has not', { aggs: {} }, 'illegal_argument_exception', '[aggs]'],
    ['negative size', { size: -1 }, 'illegal_argument_exception', 'cannot be negative, found [-1]'],
    ['a size that is no number', { size: 'ten' }, 'number_format_exception', 'For input string: "ten"'],
  ];
  test.each(cases)('%s', async (_name, body, type, reason) => {
    const answer = await refusal(sandbox, 'tjsp', body);
    expect(answer.status).toBe(400);
    expect(answer.error.root_cause[0]?.type).toBe(type);
    expect(answer.error.root_cause[0]?.reason).toContain(reason);
  });

  test('a parsing error tells line and column', async () => {
    const answer = await refusal(sandbox, 'tjsp', '{\n  "query": {"fuzy": {}}\n}');
    expect(answer.error).toMatchObject({ line: 2, col: 13 });
  });
});

describe('paging and counting', () => {
  test('sorts by dates, keywords and numbers, and carries the sort values', async () => {
    const answer = await search(sandbox, 'tjsp', {
      sort: [{ '@timestamp': { order: 'desc' } }, { 'id.keyword': 'asc' }],
    });
    expect(answer.hits.hits.map((hit) => hit._id)).toEqual(['c-tr', 'b-je', 'a-g2', 'a-g1']);
    expect(answer.hits.hits[0]?.sort).toEqual([Date.UTC(2026, 5, 1, 11), 'c-tr']);
    expect(answer.hits.max_score).toBeNull();
    expect(answer.hits.hits[0]?._score).toBeNull();
    const byClass = await search(sandbox, 'tjsp', { sort: ['classe.codigo', '_doc'], size: 2 });
    expect(byClass.hits.hits.map((hit) => hit._id)).toEqual(['a-g1', 'b-je']);
  });

  test('documents without the field come last in both orders', async () => {
    const last = async (order: string) =>
      (await search(sandbox, 'tjsp', { sort: [{ 'movimentos.codigo': order }] })).hits.hits.at(-1)?._id;
    expect([await last('asc'), await last('desc')]).toEqual(['c-tr', 'c-tr']);
  });

  test('search_after walks every document once', async () => {
    const seen: string[] = [];
    let after: unknown[] | undefined;
    for (;;) {
      const body = {
        size: 1,
        sort: [{ '@timestamp': 'asc' }, { 'id.keyword': 'asc' }],
        ...(after ? { search_after: after } : {}),
      };
      const [hit] = (await search(sandbox, 'tjsp', body)).hits.hits;
      if (!hit) break;
      seen.push(hit._id);
      after = hit.sort;
    }
    expect(seen).toEqual(['a-g1', 'a-g2', 'b-je', 'c-tr']);
  });

  test.each([
    [{ sort: ['id'] }, 'Text fields are not optimised'],
    [{ sort: ['_id'] }, 'Fielddata access on the _id field is disallowed'],
    [{ sort: ['partes'] }, 'No mapping found for [partes] in order to sort on'],
    [{ search_after: [1] }, 'Sort must contain at least one field.'],
    [{ sort: ['@timestamp'], search_after: [1, 2] }, 'search_after has 2 value(s) but sort has 1.'],
    [{ sort: ['@timestamp'], search_after: [1], from: 1 }, '`from` parameter must be set to 0'],
    [{ size: 10_001 }, 'from + size must be less than or equal to: [10000] but was [10001]'],
    [{ size: 1, from: 10_000 }, 'but was [10001]'],
  ])('refuses %j', async (body, reason) => {
    const answer = await refusal(sandbox, 'tjsp', body);
    expect(answer.status).toBe(400);
    expect(answer.error.root_cause[0]?.reason).toContain(reason);
  });

  test('size 0 counts only, from skips, size 10,000 is served', async () => {
    const none = await search(sandbox, 'tjsp', { size: 0 });
    expect(none.hits).toMatchObject({ total: { value: 4, relation: 'eq' }, max_score: null, hits: [] });
    expect((await search(sandbox, 'tjsp', { from: 3 })).hits.hits).toHaveLength(1);
    expect((await search(sandbox, 'tjsp', { size: 10_000 })).hits.hits).toHaveLength(4);
  });

  test('totals stop where they are told', async () => {
    const total = async (track: unknown) =>
      (await search(sandbox, 'tjsp', { track_total_hits: track, size: 0 })).hits.total;
    expect(await total(true)).toEqual({ value: 4, relation: 'eq' });
    expect(await total(3)).toEqual({ value: 3, relation: 'gte' });
    expect(await total(4)).toEqual({ value: 4, relation: 'eq' });
    expect(await total(false)).toBeUndefined();
  });

  test('a number scores as a rare term, filters score nothing', async () => {
    const match = await search(sandbox, 'tjsp', { query: { match: { numeroProcesso: A } } });
    expect(match.hits.max_score).toBe(14.704268);
    const filter = await search(sandbox, 'tjsp', {
      query: { bool: { filter: { match: { numeroProcesso: A } } } },
    });
    expect(filter.hits.hits[0]?._score).toBe(0);
  });
});
