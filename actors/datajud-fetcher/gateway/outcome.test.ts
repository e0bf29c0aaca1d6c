import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { readReply } from './outcome.ts';
import { reactTo } from './reaction.ts';

const kindOf = (status: number, body: unknown) =>
  readReply({ status, body: typeof body === 'string' ? body : JSON.stringify(body) }).kind as string;
const shards = (failed: number) => ({ total: 20, successful: 20 - failed, skipped: 0, failed });
const result = (hits: unknown[] | undefined, value: number, more: object = {}) => ({
  took: 1,
  timed_out: false,
  _shards: shards(0),
  hits: { total: { value, relation: 'eq' }, max_score: null, ...(hits ? { hits } : {}) },
  ...more,
});

describe('what a reply means', () => {
  const hit = { _source: {} };
  const cases: [string, number, unknown, string][] = [
    ['hits', 200, result([hit], 1), 'ok'],
    ['no hits, every shard answered', 200, result([], 0), 'ok'],
    [
      'a total as a number, as old servers write it',
      200,
      { ...result([], 0), hits: { total: 0, hits: [] } },
      'ok',
    ],
    ['failed shards without a hit', 200, result([], 0, { _shards: shards(3) }), 'no-shards'],
    ['failed shards with a hit', 200, result([hit], 1, { _shards: shards(3) }), 'partial'],
    ['failed shards and a total without hits', 200, result([], 5, { _shards: shards(3) }), 'malformed'],
    ['a total without hits', 200, result(undefined, 5), 'malformed'],
    ['a total with an empty list', 200, result([], 5), 'malformed'],
    ['timed out inside, nothing found', 200, result([], 0, { timed_out: true }), 'no-shards'],
    ['timed out inside, something found', 200, result([hit], 1, { timed_out: true }), 'partial'],
    ['no JSON', 200, '<html>', 'malformed'],
    ['null', 200, 'null', 'malformed'],
    ['a string for the list', 200, { hits: { total: 1, hits: 'x' } }, 'malformed'],
    [
      'a body bug',
      400,
      { error: { type: 'x_content_parse_exception', reason: 'r' }, status: 400 },
      'bad-request',
    ],
    ['too many terms', 413, '', 'bad-request'],
    ['no key', 401, '', 'unauthorized'],
    ['a wrong key', 403, '', 'unauthorized'],
    ['no index', 404, { error: { type: 'index_not_found_exception', reason: 'r' } }, 'no-index'],
    ['a proxy that knows no such page', 404, '<html>not found', 'server-error'],
    ['a redirect to a page of apologies', 302, '', 'server-error'],
    [
      'a full queue',
      429,
      { error: { type: 'es_rejected_execution_exception', reason: 'r' } },
      'rate-limited',
    ],
    ['a gateway that lost patience', 504, '<html>', 'gateway-timeout'],
    ['a bad gateway', 502, '<html>', 'server-error'],
    ['an outage', 503, '', 'server-error'],
  ];
  test.each(cases)('%s', (_name, status, body, kind) => expect(kindOf(status, body)).toBe(kind));

  test('a reason is one printable line, whatever the gateway wrote', () => {
    const reply = readReply({ status: 500, body: 'a\u0000b\ud800\r\n c' });
    expect(reply).toEqual({ kind: 'server-error', reason: 'HTTP 500: a b\ufffd c' });
  });

  test('no body breaks it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 100, max: 599 }),
        fc.oneof(fc.string(), fc.json() as fc.Arbitrary<string>),
        (status, body) => {
          expect(readReply({ status, body }).kind).toBeString();
        },
      ),
    );
  });
});

describe('what is done after a failure', () => {
  test('429 is back in a moment: 2 s, 4 s, never more than a minute', () => {
    expect([1, 2, 3, 20].map((streak) => reactTo('rate-limited', streak, 0.5).waitMs)).toEqual([
      2_000, 4_000, 8_000, 60_000,
    ]);
  });
  test('a slow failure is not repeated at once, counts, and asks for less', () => {
    for (const failure of ['gateway-timeout', 'timeout'] as const) {
      const reaction = reactTo(failure, 1, 0);
      expect(reaction).toMatchObject({ countsForBreaker: true, shrink: true });
      expect(reaction.waitMs).toBeGreaterThanOrEqual(45_000);
    }
  });
  test('what time cannot mend calls the operator', () => {
    for (const failure of ['bad-request', 'unauthorized', 'no-index'] as const)
      expect(reactTo(failure, 1, 0).alarm).toBeString();
  });
  test('waiting grows with the streak and is spread', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (streak, random) => {
          const { waitMs } = reactTo('server-error', streak, random);
          expect(waitMs).toBeGreaterThanOrEqual(5_000 * 0.75);
          expect(waitMs).toBeLessThanOrEqual(10 * 60_000 * 1.25);
          expect(reactTo('server-error', streak + 1, random).waitMs).toBeGreaterThanOrEqual(waitMs);
        },
      ),
    );
  });
});
