import { afterEach, describe, expect, test } from 'bun:test';
import { createPeers, egress, ok, request } from './peer.fixture.ts';

const peers = createPeers();
const { listen } = peers;
afterEach(() => peers.close());

describe('the request', () => {
  test('is one HTTP/1.1 POST with the name of the URL, whatever the address', async () => {
    let seen = '';
    const port = await listen((socket, text) => {
      seen = text;
      ok(socket, text);
    });
    const attempt = await egress().post({ ...request, url: `http://hooks.example.com:${port}/in?x=1#no` });
    expect(attempt).toMatchObject({
      address: '127.0.0.1',
      error: null,
      reply: { status: 200, body: 'ok', bodyTruncated: false },
    });
    expect(attempt.durationMs).toBeGreaterThan(0);
    const [head, body] = seen.split('\r\n\r\n');
    expect(head?.split('\r\n')).toEqual([
      'POST /in?x=1 HTTP/1.1',
      `host: hooks.example.com:${port}`,
      'content-type: application/json',
      'user-agent: DireitoLux-Webhooks/1',
      'webhook-id: evt_1',
      'accept-encoding: identity',
      'connection: close',
      'content-length: 10',
    ]);
    expect(body).toBe('{"a":"é"}');
  });

  test.each([
    ['Host', 'evil'],
    ['content-length', '0'],
    ['Transfer-Encoding', 'chunked'],
    ['x', 'a\r\nhost: evil'],
    ['x', 'é'],
    ['x\r\ny', 'z'],
    ['', 'z'],
  ])('cannot be given the header %p: %p', async (name, value) => {
    const post = egress().post({ ...request, headers: { [name]: value }, url: 'http://hooks.example.com/' });
    await expect(post).rejects.toThrow(TypeError);
  });

  test('goes out in full when it is large', async () => {
    let size = 0;
    const port = await listen((socket, text) => {
      size = text.length;
      ok(socket, text);
    });
    const attempt = await egress().post({
      headers: {},
      body: 'x'.repeat(3_000_000),
      url: `http://a.example.com:${port}/`,
    });
    expect(attempt.reply?.status).toBe(200);
    expect(size).toBeGreaterThan(3_000_000);
  });
});

describe('addresses', () => {
  test('the next one is tried when the first does not accept', async () => {
    const port = await listen(ok, { host: '127.0.0.3' });
    const attempt = await egress({ resolver: async () => ['127.0.0.2', '127.0.0.3'] }).post({
      ...request,
      url: `http://hooks.example.com:${port}/`,
    });
    expect(attempt).toMatchObject({ address: '127.0.0.3', reply: { status: 200 } });
  });
  test('but not once the request was sent', async () => {
    let first = 0;
    const port = await listen((socket) => {
      first++;
      socket.end();
    });
    const attempt = await egress({ resolver: async () => ['127.0.0.1', '127.0.0.1', '127.0.0.2'] }).post({
      ...request,
      url: `http://hooks.example.com:${port}/`,
    });
    expect([attempt.error?.kind, attempt.address, first]).toEqual(['reset', '127.0.0.1', 1]);
  });
  test('a resolver that never answers is cut, by its own limit or the total one', async () => {
    const resolver = () => new Promise<string[]>(() => {});
    const url = 'http://hooks.example.com/';
    const dns = await egress({ resolver, limits: { connectTimeoutMs: 50 } }).post({ ...request, url });
    expect(dns).toMatchObject({ address: null, error: { kind: 'dns' } });
    const total = await egress({ resolver, totalTimeoutMs: 50 }).post({ ...request, url });
    expect(total.error?.kind).toBe('timeout');
  });
});

test('many at once each get their own answer', async () => {
  const port = await listen((socket, text) => {
    const body = text.split('\r\n\r\n')[1] ?? '';
    socket.end(`HTTP/1.1 200 OK\r\ncontent-length: ${body.length}\r\n\r\n${body}`);
  });
  const client = egress();
  const attempts = await Promise.all(
    Array.from({ length: 200 }, (_, i) =>
      client.post({ headers: {}, body: `n${i}`, url: `http://hooks.example.com:${port}/` }),
    ),
  );
  expect(attempts.map((attempt) => attempt.reply?.body)).toEqual(attempts.map((_, i) => `n${i}`));
});
