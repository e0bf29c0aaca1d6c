import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { parseNetworks } from './address.ts';
import { createEgress } from './post.ts';
import { hosts, urlTricks } from './ssrf-corpus.fixture.ts';
import type { EgressPolicy } from './target.ts';

/**
 * Every known way to make a client post to where it must not. Each URL goes through the whole client, with http
 * and loopback services really listening; a name that reaches the resolver gets what an attacker would answer.
 */
let listener: Server;
let port: number;
let connections = 0;
beforeAll(async () => {
  listener = createServer((socket) => {
    connections++;
    socket.on('error', () => {});
    socket.on('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\nsecret'));
  });
  await new Promise<void>((ready) => listener.listen(0, '0.0.0.0', ready));
  port = (listener.address() as AddressInfo).port;
});
afterAll(() => void listener.close());

const open: EgressPolicy = { allowHttp: true, allowNetworks: [] };
const post = (url: string, resolver: (name: string) => Promise<string[]>, policy = open) =>
  createEgress({ policy, resolver, totalTimeoutMs: 3000, limits: { connectTimeoutMs: 1000 } }).post({
    url,
    headers: {},
    body: '{}',
  });

/** The attacker's name server: whatever is asked, it points inside. */
const inside = async () => ['127.0.0.1'];

describe('hosts', () => {
  test.each([...hosts.loopback, ...hosts.private, ...hosts.metadata])('%s', async (host) => {
    const before = connections;
    for (const url of [
      `http://${host}:${port}/`,
      `http://${host}:${port}`,
      `http://${host}/latest/meta-data/`,
    ]) {
      const attempt = await post(url, inside);
      expect(attempt.reply).toBeNull();
      expect(['invalid-url', 'refused-host', 'refused-address']).toContain(attempt.error?.kind as string);
    }
    expect(connections).toBe(before);
  });

  test.each(hosts.metadata)('%s, even with everything allow-listed', async (host) => {
    const policy = { allowHttp: true, allowNetworks: parseNetworks('0.0.0.0/0,::/0') };
    const attempt = await post(`http://${host}/`, async () => ['169.254.169.254'], policy);
    expect(['invalid-url', 'refused-host', 'refused-address']).toContain(attempt.error?.kind as string);
  });
});

describe('tricks with the URL', () => {
  test.each(urlTricks)('%j', async (template) => {
    const before = connections;
    const attempt = await post(template.replaceAll('{port}', String(port)), inside);
    expect(attempt.reply).toBeNull();
    expect(['invalid-url', 'refused-host', 'refused-address']).toContain(attempt.error?.kind as string);
    expect(connections).toBe(before);
  });
});

describe('names that point inside', () => {
  const answers = [
    '127.0.0.1',
    '10.0.0.5',
    '169.254.169.254',
    '0.0.0.0',
    '::1',
    '::',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    'fd00:ec2::254',
    'fe80::1',
    'fe80::1%eth0',
    '100.64.1.1',
    '0x7f.1',
    '2130706433',
    '127.1',
    '',
    'localhost',
    '127.0.0.1\0',
  ];
  test.each(answers)('%j, alone or beside public addresses in any place', async (bad) => {
    const before = connections;
    for (const list of [[bad], ['8.8.8.8', bad], [bad, '8.8.8.8'], ['8.8.8.8', '2a00::1', bad, '1.1.1.1']]) {
      for (const name of [
        'hooks.example.com',
        '127-0-0-1.nip.io',
        'xn--aes-2la4e.com',
        'spoofed.burpcollaborator.net',
      ]) {
        const attempt = await post(`http://${name}:${port}/`, async () => list);
        expect(attempt.error?.kind).toBe('refused-address');
        expect(attempt.error?.message).not.toMatch(/127\.0|169\.254|10\.0\.0\.5/);
      }
    }
    expect(connections).toBe(before);
  });
});

describe('DNS rebinding', () => {
  const policy = { allowHttp: true, allowNetworks: parseNetworks('127.0.0.2/32') };

  test('a name is asked once for each post, and the checked answer is the one connected to', async () => {
    let asked = 0;
    const attempt = await post(
      `http://rebind.example.com:${port}/`,
      async () => (asked++ === 0 ? ['127.0.0.2'] : ['127.0.0.1']),
      policy,
    );
    expect(attempt).toMatchObject({ address: '127.0.0.2', reply: { status: 200 } });
    expect(asked).toBe(1);
  });

  test('an answer that flips between posts is caught each time', async () => {
    const before = connections;
    let asked = 0;
    const flipping = async () => (asked++ % 2 === 0 ? ['127.0.0.2'] : ['127.0.0.1']);
    const client = createEgress({ policy, resolver: flipping });
    const kinds: string[] = [];
    for (let i = 0; i < 10; i++) {
      const attempt = await client.post({
        url: `http://rebind.example.com:${port}/`,
        headers: {},
        body: '{}',
      });
      kinds.push(attempt.error?.kind ?? `${attempt.address}`);
    }
    expect(kinds).toEqual(
      Array.from({ length: 10 }, (_, i) => (i % 2 === 0 ? '127.0.0.2' : 'refused-address')),
    );
    expect(connections - before).toBe(5);
  });

  test('an array changed after it was checked changes nothing', async () => {
    const list = ['127.0.0.2'];
    const attempt = post(`http://rebind.example.com:${port}/`, async () => list, policy);
    await Promise.resolve();
    setImmediate(() => list.splice(0, 1, '127.0.0.1'));
    expect((await attempt).address).toBe('127.0.0.2');
  });

  test('an answer with very many addresses is judged whole', async () => {
    const many = Array.from({ length: 5000 }, (_, i) => `8.8.${i >> 8}.${i & 255}`);
    const attempt = await post(`http://a.example.com:${port}/`, async () => [...many, '127.0.0.1']);
    expect(attempt.error?.kind).toBe('refused-address');
  });
});

test('a redirect inside is not followed, whatever its form', async () => {
  const targets = [
    `http://127.0.0.1:${port}/`,
    `//127.0.0.1:${port}/`,
    '/internal',
    'file:///etc/passwd',
    'http://169.254.169.254/',
  ];
  let location = '';
  const redirector = createServer((socket) => {
    socket.on('error', () => {});
    socket.on('data', () =>
      socket.end(
        `HTTP/1.1 307 X\r\nlocation: ${location}\r\nrefresh: 0; url=${location}\r\ncontent-length: 0\r\n\r\n`,
      ),
    );
  });
  await new Promise<void>((ready) => redirector.listen(0, '127.0.0.1', ready));
  const at = (redirector.address() as AddressInfo).port;
  const before = connections;
  const policy = { allowHttp: true, allowNetworks: parseNetworks('127.0.0.0/8') };
  for (location of targets) {
    const attempt = await post(`http://hooks.example.com:${at}/`, inside, policy);
    expect(attempt.reply).toMatchObject({ status: 307, headers: { location } });
  }
  expect(connections).toBe(before);
  redirector.close();
});

test('proxies named in the environment are not used', async () => {
  const saved = { ...process.env };
  const before = connections;
  try {
    for (const name of ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy']) {
      process.env[name] = `http://127.0.0.1:${port}`;
    }
    const policy = { allowHttp: true, allowNetworks: parseNetworks('127.0.0.9/32') };
    const closed = createServer();
    await new Promise<void>((ready) => closed.listen(0, '127.0.0.9', ready));
    const free = (closed.address() as AddressInfo).port;
    await new Promise((done) => closed.close(done));
    const refused = await post(`http://hooks.example.com:${free}/`, async () => ['127.0.0.9'], policy);
    expect(refused.error?.kind).toBe('connect');
    expect(connections).toBe(before);
  } finally {
    for (const name of Object.keys(process.env)) if (!(name in saved)) delete process.env[name];
    Object.assign(process.env, saved);
  }
});
