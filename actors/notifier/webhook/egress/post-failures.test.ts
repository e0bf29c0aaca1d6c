import { afterEach, describe, expect, test } from 'bun:test';
import { createPeers, egress, ok, reply, request } from './peer.fixture.ts';
import type { EgressOptions } from './post.ts';

const peers = createPeers();
const { listen } = peers;
afterEach(() => peers.close());

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
    await peers.close();
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
