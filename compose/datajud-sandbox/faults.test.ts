import { afterAll, afterEach, beforeAll, describe, expect, test } from 'bun:test';
import { type Sandbox, startSandbox } from './server.ts';
import { document, type EsErrorAnswer, post, type SearchAnswer, search } from './test-client.ts';

const NUMBER = '00000011720998260001';
const QUERY = { query: { match: { numeroProcesso: NUMBER } } };
let sandbox: Sandbox;
let clock = 1_800_000_000_000;

beforeAll(async () => {
  sandbox = await startSandbox({ now: () => clock });
  sandbox.control.load([document('tjsp', 'a', {}), document('trf4', 'b', {})]);
});
afterEach(() => sandbox.control.run('clear-faults', {}));
afterAll(() => sandbox.stop());

const inject = (kind: Parameters<typeof sandbox.control.run<'inject-fault'>>[1]['kind'], more = {}) =>
  sandbox.control.run('inject-fault', { kind, ...more });
const status = async (court = 'tjsp') => (await post(sandbox, court, QUERY)).status;

describe('each fault', () => {
  test('429', async () => {
    inject('429');
    const response = await post(sandbox, 'tjsp', QUERY);
    expect(response.status).toBe(429);
    expect(((await response.json()) as EsErrorAnswer).error.type).toBe('es_rejected_execution_exception');
  });

  test('504 is the page of the gateway, not JSON', async () => {
    inject('504', { delayMs: 1 });
    const response = await post(sandbox, 'tjsp', QUERY);
    expect(response.status).toBe(504);
    expect(await response.text()).toStartWith('<html>');
  });

  test('slow holds its court back, and no other; the answer itself is right', async () => {
    inject('slow', { court: 'tjsp', delayMs: 200_000, count: 1 });
    const giveUp = new AbortController();
    let answered = false;
    const held = fetch(`${sandbox.url}/api_publica_tjsp/_search`, {
      method: 'POST',
      headers: { authorization: `APIKey ${sandbox.key}` },
      signal: giveUp.signal,
    }).then(
      () => {
        answered = true;
      },
      () => {},
    );
    while (sandbox.control.faults().length > 0) await Bun.sleep(1);
    expect(await status('trf4')).toBe(200);
    expect(answered).toBeFalse();
    giveUp.abort();
    await held;
    inject('slow', { delayMs: 1 });
    expect((await search(sandbox, 'tjsp', QUERY)).hits.hits).toHaveLength(1);
  });

  test('partial shards without hits, and with', async () => {
    inject('partial-empty', { count: 1 });
    inject('partial-hits', { count: 1 });
    const empty = await search(sandbox, 'tjsp', QUERY);
    expect(empty._shards).toMatchObject({ total: 20, failed: 5, successful: 15 });
    expect(empty.hits).toEqual({ total: { value: 0, relation: 'eq' }, max_score: null, hits: [] });
    const hit = await search(sandbox, 'tjsp', QUERY);
    expect(hit._shards.failed).toBeGreaterThan(0);
    expect(hit.hits.hits[0]?._source?.movimentos).toHaveLength(1);
    inject('partial-empty');
    expect((await search(sandbox, 'trf4', QUERY))._shards).toMatchObject({ total: 1, failed: 1 });
  });

  test('a total without its hits', async () => {
    inject('total-without-hits');
    const answer = await search(sandbox, 'tjsp', QUERY);
    expect(answer.hits.total?.value).toBe(1);
    expect(answer.hits.hits).toEqual([]);
    expect(answer._shards.failed).toBe(0);
  });

  test('no hits at all, as when the index lags', async () => {
    inject('no-hits');
    const answer = await search(sandbox, 'tjsp', QUERY);
    expect(answer._shards.failed).toBe(0);
    expect(answer.hits.total).toEqual({ value: 0, relation: 'eq' });
  });

  test('timed out', async () => {
    inject('timed-out');
    expect((await search(sandbox, 'tjsp', QUERY)).timed_out).toBeTrue();
  });

  test('garbage and a truncated body are 200 and no JSON', async () => {
    for (const kind of ['garbage', 'truncated'] as const) {
      inject(kind, { count: 1 });
      const response = await post(sandbox, 'tjsp', QUERY);
      expect(response.status).toBe(200);
      const text = await response.text();
      expect(text.length).toBeGreaterThan(10);
      expect(() => JSON.parse(text)).toThrow();
    }
  });

  test('a reset drops the connection without an answer', async () => {
    inject('reset', { count: 1 });
    const outcome = await post(sandbox, 'tjsp', QUERY).then(
      (response) => response.status,
      (error: { code?: string }) => error.code,
    );
    expect(outcome).toBe('ECONNRESET');
    expect(await status()).toBe(200);
  });

  test('server errors, a bad request, a refused key', async () => {
    inject('5xx', { count: 1 });
    inject('5xx', { count: 1, status: 500 });
    inject('400', { count: 1 });
    inject('unauthorized', { count: 1 });
    inject('unauthorized', { count: 1, status: 403 });
    const answers: unknown[] = [];
    for (let at = 0; at < 6; at++) answers.push(await status());
    expect(answers).toEqual([503, 500, 400, 401, 403, 200]);
  });
});

describe('how long and where', () => {
  test('a count is used up, and only by its court', async () => {
    inject('429', { court: 'trf4', count: 2 });
    expect([await status(), await status('trf4'), await status('trf4'), await status('trf4')]).toEqual([
      200, 429, 429, 200,
    ]);
    expect(sandbox.control.faults()).toEqual([]);
  });

  test('a duration ends by the clock', async () => {
    inject('5xx', { forMs: 1000 });
    expect(await status()).toBe(503);
    clock += 999;
    expect(await status('trf4')).toBe(503);
    clock += 1;
    expect(await status()).toBe(200);
  });

  test('faults queue up in the order injected; slow joins any of them', async () => {
    inject('slow', { delayMs: 5 });
    inject('429', { count: 1 });
    inject('504', { count: 1 });
    expect([await status(), await status(), await status()]).toEqual([429, 504, 200]);
    expect(sandbox.control.faults()).toMatchObject([{ kind: 'slow', met: 3 }]);
  });

  test('clears one, those of a court, or all', async () => {
    const one = inject('429', { court: 'tjsp' });
    inject('5xx', { court: 'trf4' });
    inject('5xx', { court: 'tjsp' });
    expect(sandbox.control.run('clear-faults', { id: one.id })).toEqual({ cleared: 1 });
    expect(await status()).toBe(503);
    expect(sandbox.control.run('clear-faults', { court: 'tjsp' })).toEqual({ cleared: 1 });
    expect([await status(), await status('trf4')]).toEqual([200, 503]);
    expect(sandbox.control.run('clear-faults', {})).toEqual({ cleared: 1 });
    expect(await status('trf4')).toBe(200);
  });

  test('the log names the fault each request met', async () => {
    sandbox.control.clearRequests();
    inject('garbage', { count: 1 });
    await post(sandbox, 'tjsp', QUERY);
    await post(sandbox, 'tjsp', QUERY);
    expect(sandbox.control.requests().map((entry) => entry.fault)).toEqual([null, 'garbage']);
    expect(sandbox.control.stats().byFault).toEqual({ garbage: 1 });
  });
});

describe('key and lag', () => {
  test('a rotated key refuses the old one and takes the new', async () => {
    const { key, refused } = sandbox.control.run('rotate-key', {});
    expect((await post(sandbox, 'tjsp', QUERY, refused)).status).toBe(401);
    expect((await post(sandbox, 'tjsp', QUERY, key)).status).toBe(200);
    expect(sandbox.key).toBe(key);
    expect(sandbox.control.run('rotate-key', { key: 'chosen' }).key).toBe('chosen');
    expect(await status()).toBe(200);
    sandbox.control.run('reset', {});
    expect((await post(sandbox, 'tjsp', QUERY, refused)).status).toBe(200);
  });

  test('a change shows only after the lag, and a later change never gives way to an earlier one', async () => {
    const shown = async () => {
      const answer: SearchAnswer = await search(sandbox, 'tjsp', QUERY);
      return answer.hits.hits[0]?._source?.movimentos?.length;
    };
    const here = () => sandbox.control.readCase(NUMBER).find((one) => one.court === 'tjsp');
    sandbox.control.run('set-lag', { ms: 5000 });
    sandbox.control.run('add-movement', { number: NUMBER, court: 'tjsp', codigo: 85 });
    expect(await shown()).toBe(1);
    expect(here()).toMatchObject({ movements: 2, shown: false });
    expect(sandbox.control.stats().pending).toBe(1);
    clock += 4999;
    expect(await shown()).toBe(1);
    sandbox.control.run('set-lag', { ms: 0 });
    sandbox.control.run('add-movement', { number: NUMBER, court: 'tjsp', codigo: 92 });
    expect(await shown()).toBe(3);
    clock += 1;
    expect(await shown()).toBe(3);
    expect(here()).toMatchObject({ movements: 3, shown: true });
    sandbox.control.run('reset', {});
    expect(await shown()).toBe(1);
  });

  test('a new document shows after the lag too', async () => {
    sandbox.control.run('set-lag', { ms: 1000 });
    const { number } = sandbox.control.run('create-case', { court: 'tjrj' });
    const query = { query: { match: { numeroProcesso: number } } };
    expect((await search(sandbox, 'tjrj', query)).hits.hits).toEqual([]);
    clock += 1000;
    expect((await search(sandbox, 'tjrj', query)).hits.hits).toHaveLength(1);
    sandbox.control.run('reset', {});
    expect((await search(sandbox, 'tjrj', query)).hits.hits).toEqual([]);
  });
});
