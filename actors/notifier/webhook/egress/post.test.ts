import { afterEach, describe, expect, test } from 'bun:test';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TLSSocket } from 'node:tls';
import { parseNetworks } from './address.ts';
import { expiredCertificate, serverCertificate, serverKey, testCa } from './certificates.fixture.ts';
import { createEgress, type EgressOptions } from './post.ts';

const servers: Server[] = [];
const sockets = new Set<Socket>();
afterEach(() => {
  for (const socket of sockets) socket.destroy();
  sockets.clear();
  for (const server of servers.splice(0)) server.close();
});

type Peer = (socket: Socket, request: string) => void;

/** A server that hands over each connection once a whole request is in (`raw`: at once). Answers with its port. */
async function listen(
  peer: Peer,
  options: { tls?: string; raw?: boolean; host?: string } = {},
): Promise<number> {
  const onSocket = (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    if (options.raw) return peer(socket, '');
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk.toString();
      const [head = '', body] = text.split('\r\n\r\n');
      const length = Number(/content-length: (\d+)/.exec(head)?.[1]);
      if (body !== undefined && Buffer.byteLength(body) >= length) peer(socket, text);
    });
  };
  const server = options.tls
    ? createTlsServer({ key: serverKey, cert: options.tls }, onSocket)
    : createServer(onSocket);
  server.on('tlsClientError', () => {});
  servers.push(server);
  await new Promise<void>((ready) => server.listen(0, options.host ?? '127.0.0.1', ready));
  return (server.address() as AddressInfo).port;
}

const reply =
  (text: string): Peer =>
  (socket) =>
    socket.end(text);
const ok = reply('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok');

function egress(options: Partial<EgressOptions> = {}) {
  return createEgress({
    policy: { allowHttp: true, allowNetworks: parseNetworks('127.0.0.0/8,::1/128') },
    resolver: async () => ['127.0.0.1'],
    ca: testCa,
    ...options,
  });
}

const request = { headers: { 'webhook-id': 'evt_1' }, body: '{"a":"é"}' };

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

describe('TLS', () => {
  test('the name is sent as SNI and checked on the certificate, the pinned address is connected to', async () => {
    let sni: unknown;
    const port = await listen(
      (socket, text) => {
        sni = (socket as TLSSocket & { servername?: string }).servername;
        ok(socket, text);
      },
      { tls: serverCertificate },
    );
    const attempt = await egress().post({ ...request, url: `https://hooks.example.com:${port}/` });
    expect(attempt).toMatchObject({ error: null, address: '127.0.0.1', reply: { status: 200 } });
    expect(sni).toBe('hooks.example.com');
  });

  test('an address in the URL is matched as an address', async () => {
    const port = await listen(ok, { tls: serverCertificate });
    expect((await egress().post({ ...request, url: `https://127.0.0.1:${port}/` })).reply?.status).toBe(200);
    const other = await listen(ok, { tls: serverCertificate, host: '127.0.0.2' });
    const attempt = await egress().post({ ...request, url: `https://127.0.0.2:${other}/` });
    expect(attempt.error?.kind).toBe('tls');
  });

  test.each([
    ['another name', serverCertificate, 'other.example.com', testCa],
    ['an unknown authority', serverCertificate, 'hooks.example.com', undefined],
    ['an expired certificate', expiredCertificate, 'hooks.example.com', testCa],
  ])('%s is refused before a byte of the request is sent', async (_, tls, name, ca) => {
    let received = 0;
    const port = await listen((socket) => void socket.on('data', () => received++), { tls, raw: true });
    const attempt = await egress({ ca }).post({ ...request, url: `https://${name}:${port}/` });
    expect(attempt.error?.kind).toBe('tls');
    expect(attempt.error?.message).toContain(`TLS handshake with ${name}`);
    expect(received).toBe(0);
  });

  test('plain text behind https is a tls error, and TLS behind http is not HTTP', async () => {
    const plain = await listen((socket) => socket.end('HTTP/1.1 200 OK\r\n\r\n'), { raw: true });
    expect(
      (await egress().post({ ...request, url: `https://hooks.example.com:${plain}/` })).error?.kind,
    ).toBe('tls');
    const secure = await listen(ok, { tls: serverCertificate });
    const kind = (await egress().post({ ...request, url: `http://hooks.example.com:${secure}/` })).error
      ?.kind;
    expect(['protocol', 'reset']).toContain(kind as string);
  });

  test('a handshake that never ends is cut', async () => {
    const port = await listen(() => {}, { raw: true });
    const attempt = await egress({ limits: { connectTimeoutMs: 100 } }).post({
      ...request,
      url: `https://hooks.example.com:${port}/`,
    });
    expect(attempt.error).toMatchObject({ kind: 'tls', message: expect.stringContaining('took too long') });
  });
});

describe('over TLS a receiver that', () => {
  const over = async (peer: Peer, options: Partial<EgressOptions> = {}) => {
    const port = await listen(peer, { tls: serverCertificate });
    return egress(options).post({ ...request, url: `https://hooks.example.com:${port}/` });
  };
  test('closes right after a long reply is heard to the limit', async () => {
    const body = 'z'.repeat(100_000);
    const attempt = await over(reply(`HTTP/1.1 200 OK\r\ncontent-length: ${body.length}\r\n\r\n${body}`));
    expect(attempt.reply).toMatchObject({ status: 200, body: body.slice(0, 4096), bodyTruncated: true });
  });
  test('ends its reply by closing is heard to the end', async () => {
    const attempt = await over(reply('HTTP/1.1 400 Bad\r\n\r\nno such firm'));
    expect(attempt.reply).toMatchObject({ status: 400, body: 'no such firm', bodyTruncated: false });
  });
  test('closes or resets without a word is a reset', async () => {
    expect((await over((socket) => void socket.end())).error?.kind).toBe('reset');
    expect((await over((socket) => void socket.destroy())).error?.kind).toBe('reset');
  });
  test('says nothing is cut by the total time', async () => {
    expect((await over(() => {}, { totalTimeoutMs: 200 })).error?.kind).toBe('timeout');
  });
  test('takes a large request gets it whole', async () => {
    let size = 0;
    const port = await listen(
      (socket, text) => {
        size = text.length;
        ok(socket, text);
      },
      { tls: serverCertificate },
    );
    const url = `https://hooks.example.com:${port}/`;
    expect((await egress().post({ headers: {}, body: 'x'.repeat(1_000_000), url })).reply?.status).toBe(200);
    expect(size).toBeGreaterThan(1_000_000);
  });
});

test('no handshake of a burst is left waiting', async () => {
  const port = await listen(ok, { tls: serverCertificate });
  const client = egress();
  const url = `https://hooks.example.com:${port}/`;
  const attempts = await Promise.all(Array.from({ length: 100 }, () => client.post({ ...request, url })));
  expect(attempts.map((attempt) => attempt.reply?.status ?? attempt.error?.message)).toEqual(
    attempts.map(() => 200),
  );
});

describe('a redirect', () => {
  test.each([301, 302, 303, 307, 308])(
    '%d is an answer like any other, and nobody goes there',
    async (status) => {
      let visits = 0;
      const inside = await listen((socket, text) => {
        visits++;
        ok(socket, text);
      });
      const location = `http://127.0.0.1:${inside}/latest/meta-data`;
      const port = await listen(
        reply(`HTTP/1.1 ${status} X\r\nlocation: ${location}\r\ncontent-length: 0\r\n\r\n`),
      );
      const attempt = await egress().post({ ...request, url: `http://hooks.example.com:${port}/` });
      expect(attempt.reply).toMatchObject({ status, headers: { location } });
      expect(visits).toBe(0);
    },
  );
});

describe('a bad receiver', () => {
  const post = (port: number, options: Partial<EgressOptions> = {}) =>
    egress(options).post({ ...request, url: `http://hooks.example.com:${port}/` });

  test('nobody listening', async () => {
    const port = await listen(ok);
    for (const server of servers.splice(0)) await new Promise((closed) => server.close(closed));
    expect((await post(port)).error).toMatchObject({
      kind: 'connect',
      message: `The connection to hooks.example.com:${port} failed (ECONNREFUSED).`,
    });
  });
  test('silence', async () => {
    const port = await listen(() => {});
    const attempt = await post(port, { totalTimeoutMs: 100 });
    expect(attempt).toMatchObject({ address: '127.0.0.1', error: { kind: 'timeout' } });
  });
  test('headers that trickle are cut by the total time', async () => {
    let timer: ReturnType<typeof setInterval> | undefined;
    const port = await listen((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      timer = setInterval(() => socket.write('x'), 10);
    });
    expect((await post(port, { totalTimeoutMs: 200 })).error?.kind).toBe('timeout');
    clearInterval(timer);
  });
  test('a body that trickles is cut, and the status stands', async () => {
    let timer: ReturnType<typeof setInterval> | undefined;
    const port = await listen((socket) => {
      socket.write('HTTP/1.1 202 Accepted\r\n\r\n');
      timer = setInterval(() => socket.write('x'), 10);
    });
    for (const options of [{ limits: { bodyTimeoutMs: 100 } }, { totalTimeoutMs: 150 }]) {
      expect((await post(port, options)).reply).toMatchObject({ status: 202, bodyTruncated: true });
    }
    clearInterval(timer);
  });
  test('an endless body is read to the limit and closed', async () => {
    let closed: () => void = () => {};
    const isClosed = new Promise<void>((done) => {
      closed = done;
    });
    const port = await listen((socket) => {
      socket.on('close', closed);
      socket.write('HTTP/1.1 500 Oops\r\n\r\n');
      const flood = () => {
        while (!socket.destroyed && socket.write('y'.repeat(65_536)));
      };
      socket.on('drain', flood);
      flood();
    });
    const attempt = await post(port);
    expect(attempt.reply).toMatchObject({ status: 500, bodyTruncated: true });
    expect(attempt.reply?.body).toBe('y'.repeat(4096));
    await isClosed;
  });
  test('endless headers', async () => {
    const port = await listen((socket) => socket.write(`HTTP/1.1 200 OK\r\na: ${'x'.repeat(20_000)}`));
    expect((await post(port)).error?.kind).toBe('protocol');
  });
  test('closing without a word, in order or by reset', async () => {
    const closing = await listen((socket) => socket.end());
    expect((await post(closing)).error?.kind).toBe('reset');
    const resetting = await listen((socket) => void socket.resetAndDestroy());
    expect((await post(resetting)).error?.kind).toBe('reset');
    const half = await listen(reply('HTTP/1.1 200 OK\r\nconte'));
    expect((await post(half)).error?.kind).toBe('reset');
  });
  test('an early answer counts though the request was not read', async () => {
    const port = await listen(
      (socket) => void socket.end('HTTP/1.1 413 Too Large\r\ncontent-length: 0\r\n\r\n'),
      {
        raw: true,
      },
    );
    expect((await post(port)).reply?.status).toBe(413);
  });
  test('another protocol', async () => {
    const port = await listen(reply('SSH-2.0-OpenSSH_9.2\r\n'));
    expect((await post(port)).error?.kind).toBe('protocol');
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

describe('giving up', () => {
  test('before, while resolving and while waiting is an abort, not a failure of the receiver', async () => {
    const port = await listen(() => {});
    const url = `http://hooks.example.com:${port}/`;
    expect((await egress().post({ ...request, url, signal: AbortSignal.abort() })).error?.kind).toBe(
      'aborted',
    );
    for (const resolver of [async () => ['127.0.0.1'], () => new Promise<string[]>(() => {})]) {
      const signal = AbortSignal.timeout(50);
      expect((await egress({ resolver }).post({ ...request, url, signal })).error?.kind).toBe('aborted');
    }
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
