import { afterEach, describe, expect, test } from 'bun:test';
import type { TLSSocket } from 'node:tls';
import { expiredCertificate, serverCertificate, testCa } from './certificates.fixture.ts';
import { createPeers, egress, ok, type Peer, reply, request } from './peer.fixture.ts';
import type { EgressOptions } from './post.ts';

const peers = createPeers();
const { listen } = peers;
afterEach(() => peers.close());

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
