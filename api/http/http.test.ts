import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { makeFirm, startTestApi, type TestApi } from '../test-kit.ts';
import { DEFAULT_ACCEPTS, readBody } from './body.ts';
import { parseJson } from './json.ts';
import { keyset } from './pagination.ts';

let api: TestApi;
let firm: Awaited<ReturnType<typeof makeFirm>>;
beforeAll(async () => {
  api = await startTestApi();
  firm = await makeFirm(api.pool, ['api-keys:read', 'api-keys:write', 'tenant:read']);
});
afterAll(() => api.release());

const CREATE = { name: 'Intranet', scopes: ['events:read'] };
const post = (body: unknown, headers: Record<string, string> = {}) =>
  api.call('POST', '/v1/api-keys', { as: firm.key, body, headers });

describe('a body', () => {
  const json = (text: string) => new TextEncoder().encode(text);
  const deep = `{"name":${'['.repeat(40)}${']'.repeat(40)}}`;

  test.each([
    ['is not JSON', '{"name":', 400, 'body'],
    ['has a key twice', '{"name":"a","name":"b"}', 400, 'body'],
    ['has a key twice, once in escapes', '{"name":"a","n\\u0061me":"b"}', 400, 'body'],
    ['pollutes prototypes', '{"__proto__":{"admin":true}}', 400, 'body'],
    ['has a key of every object', '{"name":{"toString":"x"},"scopes":["events:read"]}', 400, 'body'],
    ['has a constructor', '{"constructor":{"prototype":{"admin":true}}}', 400, 'body'],
    ['is nested too deeply', deep, 400, 'body'],
    ['is nested beyond any stack', '['.repeat(400_000), 400, 'body'],
    ['has U+0000', '{"name":"a\\u0000b"}', 400, 'body.name'],
    ['has half a surrogate pair', '{"name":"\\ud83d"}', 400, 'body.name'],
    ['is missing', '', 422, 'body'],
    ['is an array', '[]', 422, 'body'],
    ['is null', 'null', 422, 'body'],
    ['misses a field', '{"name":"a"}', 422, 'body.scopes'],
    ['has a field too many', '{"name":"a","scopes":["events:read"],"admin":true}', 422, 'body.admin'],
    ['has a wrong type', '{"name":7,"scopes":["events:read"]}', 422, 'body.name'],
  ])('that %s is refused, with the place', async (_, text, status, location) => {
    const answer = await post(json(text));
    expect([answer.status, answer.body.errors[0]?.location]).toEqual([status, location]);
    expect(answer.body.errors[0].fix.length).toBeGreaterThan(3);
  });

  test('may hold a backslash before u0000 and a real emoji', async () => {
    const answer = await post(json('{"name":"a \\\\u0000 \\ud83d\\ude00","scopes":["events:read"]}'));
    expect([answer.status, answer.body.name]).toEqual([201, 'a \\u0000 😀']);
  });

  test('may hold a string of a megabyte: looking through it takes no time that grows with its square', () => {
    const body = JSON.stringify({ name: 'x'.repeat(990_000) });
    for (let i = 0; i < 20; i++) expect(parseJson(body)).toHaveProperty('name');
  });

  test('in broken UTF-8 is refused', async () => {
    const answer = await post(new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]));
    expect([answer.status, answer.body.errors[0].message]).toEqual([400, 'It is not valid UTF-8.']);
  });

  test.each([
    ['text/plain', {}],
    ['application/json; charset=iso-8859-1', {}],
    ['application/json', { 'content-encoding': 'gzip' }],
    ['multipart/form-data; boundary=x', {}],
  ])('as %s %p is refused with what would do', async (type, headers) => {
    const answer = await post('{}', { 'content-type': type, ...headers });
    expect(answer.status).toBe(415);
    expect(answer.body.detail).toContain('application/json');
  });

  test('beyond the limit is refused, whether its length is declared or not', async () => {
    const declared = await post(`{"name":"${'a'.repeat(1_000_001)}"}`);
    expect(declared.status).toBe(413);
    const chunk = new Uint8Array(100_000).fill(0x20);
    let sent = 0;
    const body = new ReadableStream({
      pull(controller) {
        sent++;
        controller.enqueue(chunk);
      },
    });
    const headers = { authorization: `Bearer ${firm.key}`, 'content-type': 'application/json' };
    const response = await api.app.handle(
      new Request('http://localhost/v1/api-keys', { method: 'POST', headers, body }),
    );
    expect(response.status).toBe(413);
    expect(sent).toBeLessThan(20);
  });
});

test('a body that drips in is given up, however long it goes on', async () => {
  const body = new ReadableStream({
    async pull(controller) {
      await Bun.sleep(5);
      controller.enqueue(new Uint8Array([0x20]));
    },
  });
  const request = new Request('http://localhost/', { method: 'POST', body });
  await expect(readBody(request, DEFAULT_ACCEPTS, 30)).rejects.toThrow('took too long');
});

describe('a request', () => {
  test.each([
    ['GET', '/v1/nothing', 404, 'not-found'],
    ['PUT', '/v1/api-keys', 405, 'method-not-allowed'],
    ['GET', '/v1/api-keys?limit=0', 400, 'invalid-parameter'],
    ['GET', '/v1/api-keys?limit=many', 400, 'invalid-parameter'],
    ['GET', '/v1/api-keys?limt=5', 400, 'invalid-parameter'],
    ['GET', '/v1/api-keys?__proto__=5', 400, 'invalid-parameter'],
    ['GET', '/v1/api-keys?limit=5&limit=6', 400, 'invalid-parameter'],
    ['GET', '/v1/api-keys?limit=5&limit=5', 400, 'invalid-parameter'],
    ['GET', '/v1/api-keys?limit=5&l%69mit=6', 400, 'invalid-parameter'],
    [
      'GET',
      `/v1/api-keys?cursor=${keyset(['instant', 'text']).cursor(['0000-01-01T00:00:00.000Z', 'a'])}`,
      400,
      'invalid-cursor',
    ],
    [
      'GET',
      `/v1/api-keys?cursor=${keyset(['instant', 'text']).cursor(['2026-02-30T00:00:00.000Z', 'a'])}`,
      400,
      'invalid-cursor',
    ],
    ['GET', '/v1/tenant?admin=true', 400, 'invalid-parameter'],
    ['GET', '/v1/api-keys?cursor=%25', 400, 'invalid-cursor'],
    ['GET', '/v1/api-keys?cursor=WyJ4Il0', 400, 'invalid-cursor'],
    ['GET', '/v1/api-keys?cursor=a%00b', 400, 'malformed-request'],
    ['DELETE', '/v1/api-keys/prc_01kb0v5zq8e3n9t2h4x6m7r8sa', 404, 'not-found'],
    ['DELETE', '/v1/api-keys/%ff', 404, 'not-found'],
    ['DELETE', "/v1/api-keys/'; drop table users; --", 404, 'not-found'],
  ])('%s %s answers %d', async (method, path, status, slug) => {
    const answer = await api.call(method, path, { as: firm.key });
    expect([answer.status, answer.body.type]).toEqual([status, `http://localhost:3000/problems/${slug}`]);
    expect(answer.body.requestId).toBe(answer.headers.get('x-request-id'));
  });

  test('names the parameter that is out of range', async () => {
    const answer = await api.call('GET', '/v1/api-keys?limit=201', { as: firm.key });
    expect(answer.body.errors[0]).toMatchObject({ location: 'query.limit', message: 'It is more than 200.' });
  });

  test('names the parameter that is given twice, and every one that is not known', async () => {
    const twice = await api.call('GET', '/v1/api-keys?cursor=a&limit=5&cursor=b', { as: firm.key });
    expect(twice.body.errors).toEqual([
      { location: 'query.cursor', message: 'It is given twice.', fix: 'Give each parameter once.' },
    ]);
    const unknown = await api.call('GET', '/v1/tenant?a=1&b=2&a=3', { as: firm.key });
    expect(unknown.body.errors.map((e: { location: string }) => e.location)).toEqual(['query.a', 'query.b']);
  });

  test('says which methods a path has', async () => {
    const answer = await api.call('PATCH', '/v1/api-keys');
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST']);
  });

  test('goes on with the caller’s trace, and not with a broken one', async () => {
    const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
    const as = async (traceparent: string) =>
      (await api.call('GET', '/health/live', { headers: { traceparent } })).headers.get('traceparent');
    const continued = await as(`00-${trace}-00f067aa0ba902b7-01`);
    expect(continued).toMatch(new RegExp(`^00-${trace}-[0-9a-f]{16}-01$`));
    expect(continued).not.toContain('00f067aa0ba902b7');
    for (const broken of ['x', `ff-${trace}-00f067aa0ba902b7-01`, `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`])
      expect(await as(broken)).not.toContain(trace);
  });

  test('is one line in the log, without what is secret', async () => {
    api.logged.length = 0;
    const created = await post({ ...CREATE, name: 'marked-name' });
    const lines = api.logged.map((line) => JSON.parse(line)).filter((line) => line.msg === 'request');
    expect(lines).toHaveLength(1);
    const expected = {
      method: 'POST',
      route: '/v1/api-keys',
      status: 201,
      tenant: firm.tenantId,
      apiKey: firm.keyId,
    };
    expect(lines[0]).toMatchObject(expected);
    const text = api.logged.join('');
    for (const secret of [created.body.secret, firm.key, 'marked-name']) expect(text).not.toContain(secret);
  });

  test('carries security headers and no permission for other origins', async () => {
    const { headers } = await api.call('GET', '/v1/tenant', {
      as: firm.key,
      headers: { origin: 'https://evil.example' },
    });
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('cache-control')).toBe('private, no-cache');
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });

  test('is measured by route template and status, never by path', async () => {
    await api.call('DELETE', '/v1/api-keys/key_01kb0v5zq8e3n9t2h4x6m7r8sa', { as: firm.key });
    await api.call('GET', '/v1/made/up/path');
    const { body } = await api.call('GET', '/metrics');
    expect(body).toContain('method="DELETE",route="/v1/api-keys/:apiKeyId",status="404"');
    expect(body).toContain('route="unmatched",status="404"');
    expect(body).not.toContain('/v1/made/up/path');
    expect(body).not.toContain('key_01kb0v5zq8e3n9t2h4x6m7r8sa');
  });
});

describe('problems', () => {
  test('have a type that leads to their page, for people and for programs', async () => {
    const { body: problem } = await api.call('GET', '/v1/nothing');
    const path = new URL(problem.type).pathname;
    const json = await api.call('GET', path);
    expect(json.body).toMatchObject({ type: problem.type, status: 404, title: problem.title });
    const html = await api.call('GET', path, { headers: { accept: 'text/html,*/*' } });
    expect(html.headers.get('content-type')).toContain('text/html');
    expect(html.body).toContain(problem.title);
  });

  test('that nobody has thought of are 500 without a word of the cause, which is in the log', async () => {
    const broken = await startTestApi({
      pool: new Proxy(api.pool, {
        get(pool, name) {
          if (name === 'connect') throw new Error('marked-cause');
          return Reflect.get(pool, name, pool);
        },
      }),
    });
    try {
      const answer = await broken.call('GET', '/v1/tenant', { as: firm.key });
      expect([answer.status, answer.body.type]).toEqual([500, 'http://localhost:3000/problems/internal']);
      expect(JSON.stringify(answer.body)).not.toContain('marked-cause');
      const line = broken.logged.find((l) => l.includes('marked-cause'));
      expect(line).toContain(answer.body.requestId);
    } finally {
      await broken.release();
    }
  });
});
