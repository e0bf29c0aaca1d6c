import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { COURTS } from '../../actors/contracts/courts.ts';
import { type Sandbox, startSandbox } from './server.ts';
import { document, type EsErrorAnswer, post, search } from './test-client.ts';

const NUMBER = '00000011720998260001';
let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ key: 'the-key' });
  sandbox.control.load([document('tjsp', 'a', { numeroProcesso: NUMBER })]);
});
afterAll(() => sandbox.stop());

const raw = (path: string, init: RequestInit = {}) => fetch(`${sandbox.url}${path}`, init);
const ask = (authorization?: string) =>
  raw('/api_publica_tjsp/_search', { method: 'POST', headers: authorization ? { authorization } : {} });

describe('the wire', () => {
  test('the envelope is that of the real API', async () => {
    const answer = await search(sandbox, 'tjsp', { query: { match: { numeroProcesso: NUMBER } } });
    expect(Object.keys(answer)).toEqual(['took', 'timed_out', '_shards', 'hits']);
    expect(answer._shards).toEqual({ total: 20, successful: 20, skipped: 0, failed: 0 });
    expect(answer.hits.total).toEqual({ value: 1, relation: 'eq' });
    expect(answer.hits.hits[0]).toMatchObject({ _index: 'api_publica_tjsp', _id: 'a', _score: 14.704268 });
    expect(Number.isInteger(answer.took)).toBeTrue();
  });

  test('a number nobody has is 200 with no hits', async () => {
    const answer = await search(sandbox, 'tjsp', { query: { match: { numeroProcesso: '9'.repeat(20) } } });
    expect(answer.hits).toEqual({ total: { value: 0, relation: 'eq' }, max_score: null, hits: [] });
  });

  test('all 91 indexes exist; others are 404', async () => {
    const answers = await Promise.all(COURTS.map((court) => post(sandbox, court.alias, { size: 0 })));
    expect(answers.map((answer) => answer.status)).toEqual(COURTS.map(() => 200));
    for (const alias of ['stf', 'cnj', 'tre-df', 'TJSP', 'tjsp,tjrj']) {
      const response = await post(sandbox, alias, {});
      expect(response.status).toBe(404);
      const { error } = (await response.json()) as EsErrorAnswer;
      expect(error).toMatchObject({
        type: 'index_not_found_exception',
        reason: `no such index [api_publica_${alias}]`,
      });
    }
  });

  test('the scheme of the key may be written in any case', async () => {
    for (const scheme of ['APIKey', 'ApiKey', 'apikey'])
      expect((await ask(`${scheme} the-key`)).status).toBe(200);
  });

  test('no key, a wrong key and another scheme are 401 security_exception', async () => {
    for (const header of [undefined, 'APIKey wrong', 'Bearer the-key', 'the-key']) {
      const response = await ask(header);
      expect(response.status).toBe(401);
      expect(((await response.json()) as EsErrorAnswer).error.type).toBe('security_exception');
    }
  });

  test('anything but _search is 403', async () => {
    const headers = { authorization: 'APIKey the-key' };
    for (const path of ['/api_publica_tjsp/_mapping', '/_cat/indices', '/api_publica_tjsp/_doc/a', '/']) {
      expect((await raw(path, { headers })).status).toBe(403);
    }
    expect((await raw('/api_publica_tjsp/_search', { method: 'DELETE', headers })).status).toBe(403);
  });

  test('an empty body matches everything, in GET too', async () => {
    const headers = { authorization: 'APIKey the-key' };
    for (const method of ['GET', 'POST']) {
      const response = await raw('/api_publica_tjsp/_search?pretty', { method, headers });
      expect(((await response.json()) as { hits: { total: unknown } }).hits.total).toEqual({
        value: 1,
        relation: 'eq',
      });
    }
  });

  test('a body that is not declared as JSON is 406, an unknown parameter 400', async () => {
    const headers = { authorization: 'APIKey the-key', 'content-type': 'text/plain' };
    expect((await raw('/api_publica_tjsp/_search', { method: 'POST', headers, body: '{}' })).status).toBe(
      406,
    );
    const response = await raw('/api_publica_tjsp/_search?q=x', {
      headers: { authorization: 'APIKey the-key' },
    });
    expect(response.status).toBe(400);
  });

  test('a search over all indexes is cut by the gateway', async () => {
    const response = await post(sandbox, '*', {});
    expect(response.status).toBe(504);
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(await response.text()).toContain('504 Gateway Time-out');
  });
});

describe('the ceiling', () => {
  test('past the minute all courts answer 429 until it is over; refusals cost nothing', async () => {
    let clock = 1_800_000_000_000;
    const limited = await startSandbox({ ratePerMinute: 3, now: () => clock });
    try {
      const status = async (court: string) => (await post(limited, court, { size: 0 })).status;
      expect([await status('tjsp'), await status('tjrj'), await status('stj')]).toEqual([200, 200, 200]);
      const refused = await post(limited, 'tjsp', { size: 0 });
      expect(refused.status).toBe(429);
      expect(((await refused.json()) as EsErrorAnswer).error.type).toBe('es_rejected_execution_exception');
      clock += 60_000;
      expect([await status('tjsp'), await status('tjsp'), await status('tjsp')]).toEqual([200, 200, 200]);
      expect(await status('tjsp')).toBe(429);
      limited.control.run('set-rate', { perMinute: null });
      expect(await status('tjsp')).toBe(200);
      limited.control.run('reset', {});
      expect(limited.control.stats().perMinute).toBe(3);
    } finally {
      await limited.stop();
    }
  });
});

describe('many in one process', () => {
  test('two sandboxes share nothing', async () => {
    const other = await startSandbox({ key: 'other' });
    try {
      expect(other.port).not.toBe(sandbox.port);
      expect((await search(other, 'tjsp', {})).hits.hits).toEqual([]);
      expect((await post(sandbox, 'tjsp', {}, 'other')).status).toBe(401);
      other.control.run('inject-fault', { kind: '5xx' });
      expect((await post(other, 'tjsp', {})).status).toBe(503);
      expect((await post(sandbox, 'tjsp', {})).status).toBe(200);
    } finally {
      await other.stop();
      await other.stop();
    }
  });

  test('stopping does not wait for a slow answer', async () => {
    const other = await startSandbox();
    other.control.run('inject-fault', { kind: 'slow', delayMs: 200_000 });
    const answer = post(other, 'tjsp', {}).then(
      () => 'answered',
      () => 'closed',
    );
    while (other.control.faults()[0]?.met !== 1) await Bun.sleep(1);
    await other.stop();
    expect(['answered', 'closed']).toContain(await answer);
  });
});

describe('counters', () => {
  test('every search is counted by court, kind and shape', async () => {
    sandbox.control.clearRequests();
    const number = { match: { numeroProcesso: NUMBER } };
    await search(sandbox, 'tjsp', { query: number });
    await search(sandbox, 'tjsp', {
      query: { terms: { numeroProcesso: [NUMBER, '1'] } },
      _source: { excludes: ['movimentos'] },
    });
    await search(sandbox, 'tjrj', { query: { range: { '@timestamp': { gte: '2026-01-01' } } }, size: 0 });
    await post(sandbox, 'tjrj', '{');
    await post(sandbox, 'tjrj', {}, 'wrong');
    const stats = sandbox.control.stats();
    expect(stats).toMatchObject({
      requests: 5,
      numbers: 3,
      hits: 2,
      byStatus: { 200: 3, 400: 1, 401: 1 },
      byKind: { lookup: 1, batch: 1, sweep: 1, invalid: 2 },
      byShape: { whole: 1, status: 1, none: 1 },
    });
    expect(stats.byCourt.tjsp).toMatchObject({ requests: 2, numbers: 3 });
    expect(stats.byCourt.tjrj).toMatchObject({ requests: 3, byStatus: { 200: 1, 400: 1, 401: 1 } });
    const [last, before] = sandbox.control.requests({ court: 'tjrj', limit: 2 });
    expect(last).toMatchObject({ court: 'tjrj', status: 401, kind: 'invalid' });
    expect(before).toMatchObject({ status: 400 });
  });
});
