import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { connect } from 'node:net';
import { Registry } from 'prom-client';
import { waitFor } from '../../compose/test-kit/wait-for.ts';
import { type RunningApi, serveApi } from '../serve.ts';
import { makeFirm, startTestApi, type TestApi } from '../test-kit.ts';

// What only bytes on a socket can say: clients that build requests well never send it.
let parts: TestApi;
let api: RunningApi;
let auth: string;
beforeAll(async () => {
  parts = await startTestApi();
  const socket = { host: '127.0.0.1', port: 0, trustedProxies: 0, shutdownMs: 500, publicUrl: undefined };
  api = serveApi({ ...parts.parts, ...socket, metrics: new Registry() });
  auth = `Authorization: Bearer ${(await makeFirm(parts.pool)).key}`;
});
afterAll(async () => {
  await api.stop();
  await parts.release();
});

function open(bytes: string) {
  const socket = connect(api.port, '127.0.0.1');
  const seen = { text: '', ended: false };
  socket.setEncoding('latin1');
  socket.on('data', (data) => {
    seen.text += data;
  });
  // A reset is an end as well.
  socket.on('error', () => {});
  socket.on('close', () => {
    seen.ended = true;
  });
  socket.write(bytes, 'latin1');
  return { socket, seen };
}

/** Everything that comes back until the server closes, which it was asked to. */
async function exchange(...lines: string[]): Promise<string> {
  const { socket, seen } = open(lines.join('\r\n'));
  await waitFor('the end of the connection', () => seen.ended);
  socket.destroy();
  return seen.text;
}
const statuses = (text: string) => [...text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map((match) => Number(match[1]));
const get = (target: string, ...headers: string[]) =>
  exchange(`GET ${target} HTTP/1.1`, 'Connection: close', ...headers, '', '');

describe('where one request ends and the next begins', () => {
  const HIDDEN = `GET /v1/webhooks HTTP/1.1\r\nHost: localhost\r\n`;
  const body = '0\r\n\r\n';

  test.each([
    ['Content-Length and Transfer-Encoding', ['Content-Length: 4', 'Transfer-Encoding: chunked']],
    ['Transfer-Encoding and Content-Length', ['Transfer-Encoding: chunked', 'Content-Length: 4']],
    ['a space before the colon', ['Transfer-Encoding : chunked', 'Content-Length: 5']],
    ['a tab before the colon', ['Transfer-Encoding\t: chunked', 'Content-Length: 5']],
    ['an encoding nobody knows', ['Transfer-Encoding: xchunked']],
    ['an encoding nobody knows, beside a length', ['Transfer-Encoding: xchunked', 'Content-Length: 5']],
    ['chunked not last', ['Transfer-Encoding: chunked, identity']],
    ['two encodings', ['Transfer-Encoding: identity', 'Transfer-Encoding: chunked', 'Content-Length: 5']],
    ['an encoding on a folded line', ['Transfer-Encoding:', ' chunked', 'Content-Length: 5']],
    ['two lengths', ['Content-Length: 5', 'Content-Length: 0']],
    ['a list of lengths', ['Content-Length: 0, 5']],
    ['a signed length', ['Content-Length: +5']],
    ['a negative length', ['Content-Length: -1']],
    ['a hexadecimal length', ['Content-Length: 0x5']],
    ['a length beyond every number', [`Content-Length: ${'9'.repeat(40)}`]],
    ['a NUL in a header', ['X-A: a\0b', 'Content-Length: 5']],
    ['a bare carriage return in a header', ['X-A: a\rTransfer-Encoding: chunked', 'Content-Length: 5']],
  ])('%s: refused, and nothing behind it is answered', async (_, headers) => {
    const text = await exchange(
      'POST /v1/webhooks HTTP/1.1',
      'Host: localhost',
      auth,
      'Content-Type: application/json',
      ...headers,
      '',
      `${body}${HIDDEN}${auth}\r\n\r\n`,
    );
    expect(statuses(text).filter((status) => status < 400)).toEqual([]);
    expect(statuses(text).length).toBeLessThanOrEqual(1);
    expect(text).not.toContain('"data"');
  });

  test.each(['-1', 'FFFFFFFFFFFFFFFFF', '0x5', '5;a="\u0000"', 'g'])(
    'a chunk of length %j',
    async (length) => {
      const text = await exchange(
        'POST /v1/webhooks HTTP/1.1',
        'Host: localhost',
        auth,
        'Content-Type: application/json',
        'Transfer-Encoding: chunked',
        '',
        `${length}\r\nhello\r\n${body}${HIDDEN}${auth}\r\n\r\n`,
      );
      expect(statuses(text).filter((status) => status < 400)).toEqual([]);
    },
  );

  test('bare line feeds end no header', async () => {
    const text = await exchange(`GET /v1/tenant HTTP/1.1\nHost: localhost\n${auth}\n\n`);
    expect(statuses(text).filter((status) => status < 400)).toEqual([]);
  });

  // Without it a server that refuses everything would pass.
  test('what is said properly is answered', async () => {
    const text = await exchange(
      'POST /v1/processes HTTP/1.1',
      'Host: localhost',
      'Connection: close',
      auth,
      'Content-Type: application/json',
      'Transfer-Encoding: chunked',
      '',
      '23\r\n{"number":"0000001-17.2099.8.26.000\r\n3\r\n1"}\r\n0\r\n\r\n',
    );
    expect(statuses(text)).toEqual([201]);
  });
});

describe('the path that is answered is the path that was asked for', () => {
  test.each(['x', 'ab', 'api', 'a.b', '[::]', 'localhost', 'a.very.long.name.example'])(
    'for the host %s',
    async (host) => {
      expect(statuses(await get('/v1/tenant', `Host: ${host}`, auth))).toEqual([200]);
      for (const guarded of ['/metrics', '/v1/tenant', '/health/live'])
        expect([guarded, statuses(await get(`/x${guarded}`, `Host: ${host}`, auth))]).toEqual([
          guarded,
          [404],
        ]);
    },
  );

  test.each([
    ['/V1/tenant', 404],
    ['/v1/tenant%2f', 404],
    ['/v1%2ftenant', 404],
    ['/v1/tenant;x=1', 404],
    ['/v1/tenant/..;/tenant', 404],
    ['/swagger/ui/..%2f..%2fpackage.json', 404],
    ['/swagger/ui/%2e%2e%2f%2e%2e%2fpackage.json', 404],
    ['/swagger/ui/..%5c..%5cpackage.json', 404],
    ['/swagger/ui/index.html', 404],
    ['/problems/..%2f..%2fmetrics', 404],
    ['/problems/__proto__', 404],
    ['/problems/constructor', 404],
    ['//evil.example/v1/tenant', 404],
    ['/\\evil.example', 404],
  ])('%s answers %d', async (target, status) => {
    const text = await get(target, 'Host: localhost', auth);
    expect(statuses(text)).toEqual([status]);
    expect(text).not.toMatch(/^location:/im);
  });

  test('whatever the Host says, no answer repeats it and nothing redirects there', async () => {
    for (const host of ['evil.example', 'evil.example/v1/tenant?', 'evil.example@localhost', 'a b', '']) {
      const text = await get('/v1/nothing', `Host: ${host}`, 'X-Forwarded-Host: evil.example', auth);
      expect(text).not.toContain('evil.example');
      expect(statuses(text)[0]).toBeGreaterThanOrEqual(400);
    }
  });
});

describe('methods', () => {
  const ask = (method: string, target = '/v1/tenant') =>
    exchange(
      `${method} ${target} HTTP/1.1`,
      'Host: localhost',
      'Connection: close',
      auth,
      'X-Secret: marked',
      '',
      '',
    );

  test.each(['TRACE', 'CONNECT', 'PROPFIND', 'FOO', 'get'])(
    '%s is refused and echoes nothing',
    async (method) => {
      const text = await ask(method);
      expect(statuses(text).filter((status) => status < 400)).toEqual([]);
      expect(text).not.toContain('marked');
      expect(text).not.toContain('lux_');
    },
  );

  test('HEAD is held to what GET is held to, and answers no body', async () => {
    const text = await ask('HEAD');
    expect(statuses(text)).toEqual([200]);
    expect(text.split('\r\n\r\n')[1]).toBe('');
    const stranger = await exchange(
      'HEAD /v1/tenant HTTP/1.1',
      'Host: localhost',
      'Connection: close',
      '',
      '',
    );
    expect(statuses(stranger)).toEqual([401]);
  });

  test('OPTIONS says which methods there are, and gives no other origin permission', async () => {
    const text = await exchange(
      'OPTIONS /v1/tenant HTTP/1.1',
      'Host: localhost',
      'Connection: close',
      'Origin: https://evil.example',
      'Access-Control-Request-Method: GET',
      '',
      '',
    );
    expect(statuses(text)).toEqual([204]);
    expect(text).not.toMatch(/access-control-/i);
  });

  test('no method is talked into being another one', async () => {
    const headers = ['X-HTTP-Method-Override: DELETE', 'X-Method-Override: DELETE', 'X-HTTP-Method: DELETE'];
    expect(statuses(await get('/v1/tenant', 'Host: localhost', auth, ...headers))).toEqual([200]);
  });
});

describe('credentials', () => {
  test.each([
    ['twice, the good ones first', (good: string) => [good, 'Authorization: Bearer x']],
    ['twice, the good ones last', (good: string) => ['Authorization: Bearer x', good]],
    ['of another scheme', (good: string) => [good.replace('Bearer', 'Basic')]],
    ['in another header', (good: string) => [good.replace('Authorization', 'X-Authorization')]],
    ['behind a name of a proxy', (good: string) => [good.replace('Authorization', 'Proxy-Authorization')]],
    ['as a cookie', (good: string) => [good.replace('Authorization: Bearer ', 'Cookie: access_token=')]],
    ['beyond any length', (good: string) => [`${good}${'a'.repeat(5_000)}`]],
  ])('%s are none', async (_, change) => {
    expect(statuses(await get('/v1/tenant', 'Host: localhost', ...change(auth)))).toEqual([401]);
  });

  test('in the URL are none', async () => {
    const key = auth.slice('Authorization: Bearer '.length);
    for (const name of ['access_token', 'api_key', 'token'])
      expect(statuses(await get(`/v1/tenant?${name}=${key}`, 'Host: localhost'))).toEqual([401]);
  });
});

describe('a client that is slow or leaves', () => {
  test('gets no place for a header that never ends', async () => {
    const dripping = open('GET /v1/tenant HTTP/1.1\r\nHost: localhost\r\nX-Slow: ');
    const lines = open('GET /v1/tenant HTTP/1.1\r\nHost: localhost\r\n');
    const silent = open('');
    const drip = setInterval(() => {
      if (dripping.socket.writable) dripping.socket.write('a');
      if (lines.socket.writable) lines.socket.write('X-A: b\r\n');
    }, 200);
    await waitFor('all to be cut off', () => [dripping, lines, silent].every(({ seen }) => seen.ended), {
      withinMs: 50_000,
    });
    clearInterval(drip);
    expect(statuses(`${dripping.seen.text}${lines.seen.text}`).filter((status) => status < 400)).toEqual([]);
  }, 60_000);

  test.each([
    ['with its length declared', 'Content-Length: 1000\r\n\r\n{"url"'],
    ['in chunks', 'Transfer-Encoding: chunked\r\n\r\n6\r\n{"url"\r\n'],
  ])('in the middle of a body %s is no failure of ours', async (_, rest) => {
    parts.logged.length = 0;
    const head = `POST /v1/webhooks HTTP/1.1\r\nHost: localhost\r\n${auth}\r\nContent-Type: application/json\r\n`;
    const { socket } = open(`${head}${rest}`);
    await waitFor('the request to be counted', async () => {
      const { rowCount } = await parts.pool.query(
        "select 1 from rt.rate_windows where subject like 'tenant:%'",
      );
      return (rowCount ?? 0) > 0;
    });
    socket.destroy();
    const line = await waitFor('its line in the log', () => parts.logged.find((l) => l.includes('"status"')));
    expect(JSON.parse(line)).toMatchObject({ status: 400, problem: 'malformed-request' });
    expect(parts.logged.filter((l) => JSON.parse(l).level >= 40)).toEqual([]);
  });
});
