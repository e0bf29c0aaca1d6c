import { afterEach, describe, expect, setSystemTime, test } from 'bun:test';
import fc from 'fast-check';
import { DOCUMENT_LIMITS, grow, STATUS_LIMITS, shrink } from './batch-size.ts';
import { openBreaker, SlowFailure } from './breaker.ts';
import { readReply } from './outcome.ts';
import { deltaQuery, documentsQuery, statusQuery } from './queries.ts';
import { reactTo } from './reaction.ts';
import { createSearchClient } from './search.ts';

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

describe('the breaker', () => {
  afterEach(() => void setSystemTime());
  const wait = { first: 1_000, max: 4_000 };
  const through = (saved: unknown) => openBreaker(JSON.parse(JSON.stringify(saved ?? null)), wait);
  const fail = async (saved: unknown) => {
    const breaker = through(saved);
    await breaker.run(() => Promise.reject(new SlowFailure())).catch(() => {});
    return breaker;
  };

  test('opens after three slow failures in a row, ever longer, and closes with an answer', async () => {
    let now = new Date('2026-11-23T12:00:00Z').getTime();
    setSystemTime(now);
    let saved: unknown = null;
    const states: string[] = [];
    const waits: (number | undefined)[] = [];
    for (let i = 0; i < 6; i++) {
      const breaker = await fail(saved);
      saved = breaker.save();
      states.push(breaker.state);
      const until = breaker.blockedUntil(new Date(now))?.getTime();
      waits.push(until && until - now);
      now = until ?? now;
      setSystemTime(now);
      expect(through(saved).blockedUntil(new Date(now))).toBeUndefined();
    }
    expect(states).toEqual(['closed', 'closed', 'open', 'open', 'open', 'open']);
    expect(waits).toEqual([undefined, undefined, 1_000, 2_000, 4_000, 4_000]);
    const breaker = through(saved);
    expect(await breaker.run(async () => 'answer')).toBe('answer');
    expect(breaker.state).toBe('closed');
    // Forgotten whole: it takes three again, and waits as at first.
    saved = (await fail((await fail(breaker.save())).save())).save();
    expect(through(saved).blockedUntil(new Date(now))).toBeUndefined();
    const again = await fail(saved);
    expect(again.blockedUntil(new Date(now))?.getTime()).toBe(now + 1_000);
  });

  test('an answer between failures resets the count; other errors do not count', async () => {
    let saved: unknown = null;
    for (let i = 0; i < 8; i++) {
      const breaker = await fail(saved);
      expect(breaker.state).toBe('closed');
      if (i % 2 === 1) await breaker.run(async () => {});
      saved = breaker.save();
      const other = through(saved);
      await other.run(() => Promise.reject(new Error('aborted'))).catch(() => {});
      expect(JSON.stringify(other.save())).toBe(JSON.stringify(saved));
    }
  });
});

describe('batch sizes', () => {
  test('halve, and grow again only by full batches', () => {
    let size = shrink({ current: 500, good: 5 }, STATUS_LIMITS);
    expect(size).toEqual({ current: 250, good: 0 });
    for (let i = 0; i < 20; i++) size = grow(size, 249, STATUS_LIMITS);
    expect(size.current).toBe(250);
    for (let i = 0; i < 8; i++) size = grow(size, 250, STATUS_LIMITS);
    expect(size).toEqual({ current: 313, good: 0 });
  });
  test('stay within their limits', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 300 }), (turns) => {
        let size = { current: DOCUMENT_LIMITS.first, good: 0 };
        for (const good of turns)
          size = good ? grow(size, size.current, DOCUMENT_LIMITS) : shrink(size, DOCUMENT_LIMITS);
        expect(size.current).toBeGreaterThanOrEqual(DOCUMENT_LIMITS.min);
        expect(size.current).toBeLessThanOrEqual(DOCUMENT_LIMITS.max);
      }),
    );
  });
});

test('a query asks for five documents a number, within what the API allows, and for room when there are few', () => {
  const numbers = (n: number) => Array.from({ length: n }, (_, i) => String(i).padStart(20, '0'));
  const sizes = [1, 100, 5_000].map((n) => (documentsQuery(numbers(n)) as { size: number }).size);
  expect(sizes).toEqual([100, 500, 10_000]);
  expect(statusQuery(numbers(1))).toMatchObject({ _source: expect.not.arrayContaining(['movimentos']) });
  expect(JSON.stringify(deltaQuery(numbers(1), new Date(0)))).toContain('"gte":"1970-01-01T00:00:00.000Z"');
});

describe('the client', () => {
  const ask = async (
    fetch: () => Response | Promise<Response>,
    more: { maxBody?: number; timeoutMs?: number } = {},
  ) => {
    const server = Bun.serve({ port: 0, hostname: '127.0.0.1', fetch });
    try {
      const client = createSearchClient({ url: server.url.origin, key: () => 'k', maxBody: more.maxBody });
      const signal = new AbortController().signal;
      return (await client.search('tjsp', {}, { timeoutMs: more.timeoutMs ?? 5_000, signal })).outcome;
    } finally {
      await server.stop(true);
    }
  };
  const endless = () =>
    new ReadableStream({
      pull: (controller) => controller.enqueue(new Uint8Array(64 * 1024).fill(32)),
    });

  test('an answer beyond all measure is not read to its end, declared or not', async () => {
    expect(await ask(() => new Response('x'.repeat(2_000)), { maxBody: 1_000 })).toMatchObject({
      kind: 'too-large',
    });
    expect(await ask(() => new Response(endless()), { maxBody: 500_000 })).toMatchObject({
      kind: 'too-large',
    });
  });
  test('patience ends in the middle of a body too', async () => {
    const slow = () =>
      new Response(
        new ReadableStream({
          async pull(controller) {
            controller.enqueue(new TextEncoder().encode(' '));
            await Bun.sleep(20);
          },
        }),
      );
    expect(await ask(slow, { timeoutMs: 100 })).toMatchObject({ kind: 'timeout' });
  });
  test('follows no redirect with the key in its hand', async () => {
    expect(await ask(() => Response.redirect('http://127.0.0.1:9/', 302))).toMatchObject({
      kind: 'server-error',
    });
  });
  test('nobody listens', async () => {
    const client = createSearchClient({ url: 'http://127.0.0.1:9', key: () => 'k' });
    const { outcome, httpStatus } = await client.search(
      'tjsp',
      {},
      { timeoutMs: 2_000, signal: new AbortController().signal },
    );
    expect({ kind: outcome.kind, httpStatus }).toEqual({ kind: 'unreachable', httpStatus: null });
  });
  test('an aborted turn is no outcome', async () => {
    const client = createSearchClient({ url: 'http://127.0.0.1:9', key: () => 'k' });
    const signal = AbortSignal.abort(new Error('handed over'));
    await expect(client.search('tjsp', {}, { timeoutMs: 1_000, signal })).rejects.toThrow('handed over');
  });
});
