import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { EgressError } from './errors.ts';
import { type Reply, replyReader } from './reply.ts';

const limits = { maxHeadBytes: 1024, maxBodyBytes: 64 };

/** Feeds the bytes in pieces of the given sizes (cyclic), as far as the reader wants them. */
function read(wire: string | Buffer, sizes = [1 << 20], ended = true): Reply {
  const reader = replyReader(limits);
  const bytes = Buffer.from(wire as string, 'latin1');
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = sizes[i % sizes.length] ?? 1;
    if (reader.push(bytes.subarray(at, at + size))) break;
    at += size;
  }
  return reader.finish(ended);
}

function kindOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return error instanceof EgressError ? error.kind : `untyped ${error}`;
  }
  return 'no error';
}

describe('reads', () => {
  test('status, the headers that matter, and the body', () => {
    const wire =
      'HTTP/1.1 503 Busy\r\nRetry-After:  120 \r\nretry-after: 9\r\nSet-Cookie: a=b\r\nContent-Length: 4\r\n\r\nwaitEXTRA';
    expect(read(wire)).toEqual({
      status: 503,
      headers: { 'retry-after': '120' },
      body: 'wait',
      bodyTruncated: false,
    });
  });
  test('chunks', () => {
    const wire = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n';
    expect(read(wire)).toMatchObject({ body: 'abcde', bodyTruncated: false });
  });
  test('until the connection ends', () => {
    expect(read('HTTP/1.0 200\r\n\r\nhello')).toMatchObject({
      status: 200,
      body: 'hello',
      bodyTruncated: false,
    });
    expect(read('HTTP/1.0 200\r\n\r\nhello', [99], false)).toMatchObject({
      body: 'hello',
      bodyTruncated: true,
    });
  });
  test('nothing after 204, whatever is claimed', () => {
    expect(read('HTTP/1.1 204 No\r\nContent-Length: 10\r\n\r\n0123456789')).toMatchObject({ body: '' });
  });
  test('past interim replies', () => {
    expect(
      read('HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early\r\nLink: x\r\n\r\nHTTP/1.1 202 OK\r\n\r\n'),
    ).toMatchObject({ status: 202 });
  });
  test('no more of a body than the limit', () => {
    const long = 'x'.repeat(1000);
    for (const head of ['Content-Length: 1000', `Transfer-Encoding: chunked`, 'X: y']) {
      const body = head.startsWith('T') ? `3e8\r\n${long}\r\n0\r\n\r\n` : long;
      expect(read(`HTTP/1.1 200 OK\r\n${head}\r\n\r\n${body}`)).toMatchObject({
        body: 'x'.repeat(64),
        bodyTruncated: true,
      });
    }
  });
  test('a body cut short, without holding it against the receiver', () => {
    expect(read('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc')).toMatchObject({
      body: 'abc',
      bodyTruncated: true,
    });
    expect(read('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nabc')).toMatchObject({
      body: 'abc',
      bodyTruncated: true,
    });
    expect(read('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc')).toMatchObject({
      body: '',
      bodyTruncated: true,
    });
  });
  test('no control characters and no compressed bytes', () => {
    expect(read('HTTP/1.1 200 OK\r\nServer: a\x1b[31mb\r\n\r\nx\x00y\x1b[2Jz\ttab\n')).toMatchObject({
      headers: { server: 'a[31mb' },
      body: 'xy[2Jz\ttab\n',
    });
    expect(read('HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n\x1f\x8b')).toMatchObject({ body: '' });
  });
});

describe('refuses as protocol error', () => {
  test.each([
    'SSH-2.0-OpenSSH_9.2\r\n',
    '220 smtp ready\r\n',
    '\x15\x03\x01\x00\x02\x02\x16',
    'HTTP/2 200 OK\r\n\r\n',
    'HTTP/1.1 20 OK\r\n\r\n',
    'HTTP/1.1 2000 OK\r\n\r\n',
    'HTTP/1.1 999 OK\r\n\r\n',
    'HTTP/1.1 200 OK\r\nno colon\r\n\r\n',
    'HTTP/1.1 200 OK\r\n: empty\r\n\r\n',
    'HTTP/1.1 200 OK\r\na b: c\r\n\r\n',
    'HTTP/1.1 101 Switching Protocols\r\n\r\n',
    `HTTP/1.1 200 OK\r\nA: ${'x'.repeat(1100)}\r\n\r\n`,
    `HTTP/1.1 200 OK\r\nA: ${'x'.repeat(5000)}`,
    'HTTP/1.1 100 Continue\r\n\r\n'.repeat(100),
  ])('%p', (wire) => {
    expect(kindOf(() => read(wire))).toBe('protocol');
    expect(kindOf(() => read(wire, [1]))).toBe('protocol');
  });
});

test.each(['', 'HTTP/1.', 'HTTP/1.1 200 OK\r\nA: b\r\n', 'HTTP/1.1 100 Continue\r\n\r\n'])(
  '%p is no reply yet: reset',
  (wire) => {
    expect(kindOf(() => read(wire))).toBe('reset');
  },
);

test('headers cannot reach the prototype', () => {
  expect(read('HTTP/1.1 200 OK\r\n__proto__: x\r\nconstructor: y\r\n\r\n').headers).toEqual({});
});

test('a reply means the same however the network cuts it', () => {
  const chunk = fc.string({ maxLength: 40 }).filter((text) => text !== '');
  const sizes = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 10 });
  fc.assert(
    fc.property(fc.array(chunk, { maxLength: 5 }), fc.boolean(), sizes, (chunks, chunked, cuts) => {
      const parts = chunks.map((text) => Buffer.from(text, 'utf8'));
      const body = chunked
        ? Buffer.concat([
            ...parts.flatMap((p) => [Buffer.from(`${p.length.toString(16)}\r\n`), p, Buffer.from('\r\n')]),
            Buffer.from('0\r\n\r\n'),
          ])
        : Buffer.concat(parts);
      const framing = chunked ? 'transfer-encoding: chunked' : `content-length: ${body.length}`;
      const wire = Buffer.concat([Buffer.from(`HTTP/1.1 200 OK\r\n${framing}\r\n\r\n`), body]);
      expect(read(wire, cuts)).toEqual(read(wire));
      const sent = Buffer.concat(parts);
      const kept = new TextDecoder().decode(sent.subarray(0, 64)).replace(/[^\P{Cc}\t\n]/gu, '');
      expect(read(wire).body).toBe(kept);
    }),
  );
});

test('random bytes never cause an untyped error', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (noise, withHead) => {
      const head = withHead ? 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n' : '';
      const kind = kindOf(() => read(Buffer.concat([Buffer.from(head), noise])));
      expect(kind).toBe(withHead ? 'no error' : kind === 'reset' ? 'reset' : 'protocol');
    }),
  );
});
