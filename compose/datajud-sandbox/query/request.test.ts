import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { type Sandbox, startSandbox } from '../server.ts';
import { refusal, search } from '../test-client.ts';
import { A, fixture } from './fixture.ts';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox();
  sandbox.control.load(fixture());
});
afterAll(() => sandbox.stop());

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
