import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { type AddressInfo, createServer, type Server } from 'node:net';
import fc from 'fast-check';
import { judgeAddress, parseNetworks } from './address.ts';
import { EgressError } from './errors.ts';
import { createEgress } from './post.ts';
import { checkUrl, type EgressPolicy } from './target.ts';

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

const loopbackForms = `
127.0.0.1 127.1 127.0.1 127.000.000.001 127.0.0.1. 127.255.255.254 127.127.127.127
2130706433 017700000001 0x7f000001 0X7F000001 0x7f.0x0.0x0.0x1 0177.0.0.1 0177.0.0.01 0x7f.1 0x7f.0.1 127.0x1 00000177.1
0 0.0.0.0 0.0.0.0. 0x0 00 0.0 0.1.2.3 00000000000
127。0。0。1 127．0．0．1 127｡0｡0｡1 ①②⑦.⓪.⓪.① １２７.０.０.１ 127.0.0.１ ０x7f.1 1②7.0.0.1
%31%32%37.0.0.1 127%2e0%2e0%2e1 %30 127.0.0.%31
[::] [::1] [0:0:0:0:0:0:0:1] [0000::0001] [::ffff:127.0.0.1] [::ffff:7f00:1] [::FFFF:7F00:0001] [0:0:0:0:0:ffff:127.0.0.1]
[::127.0.0.1] [::7f00:1] [64:ff9b::127.0.0.1] [64:ff9b::7f00:1] [64:ff9b:1::7f00:1] [2002:7f00:1::] [2002:7f00:0001::1]
[2001:0:4136:e378:8000:63bf:80ff:fffe] [::ffff:0:127.0.0.1] [fe80::5efe:127.0.0.1] [2a00::5efe:127.0.0.1] [::ffff:0.0.0.0]
localhost LOCALHOST LocalHost localhost. foo.localhost localhost.localdomain ⓛⓞⓒⓐⓛⓗⓞⓢⓣ ｌｏｃａｌｈｏｓｔ loc%61lhost localhoſt local\u00adhost`;

const privateForms = `
10.0.0.1 10.1 0xa.0.0.1 012.0.0.1 167772161 0x0a000001 10.255.255.255 [::ffff:10.0.0.1] [64:ff9b::a00:1] [2002:a00:1::1]
172.16.0.1 172.31.255.255 2886729729 0xac.16.0.1 192.168.0.1 192.168.1 0xc0a80001 3232235521 0300.0250.0.1 [::ffff:c0a8:1]
100.64.0.1 100.127.255.255 198.18.0.1 198.19.255.255 192.0.0.8 192.0.2.1 203.0.113.9 198.51.100.7 192.88.99.1
224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255 4294967295 0xffffffff 037777777777
[fc00::1] [fd00::1] [fdff:ffff::1] [fe80::1] [febf::1] [fec0::1] [ff02::1] [100::1] [2001:db8::1] [3fff::1] [5f00::1]
router nas.local db.internal consul.service.consul.internal printer.lan wiki.corp gw.home.arpa intranet
kubernetes.default.svc.cluster.local host.docker.internal gateway.docker.internal`;

const metadataForms = `
169.254.169.254 169.254.43518 0xa9fea9fe 2852039166 0251.0376.0251.0376 0xa9.0xfe.0xa9.0xfe 169.0xfea9fe 025177524776
[::ffff:169.254.169.254] [::ffff:a9fe:a9fe] [::a9fe:a9fe] [64:ff9b::a9fe:a9fe] [2002:a9fe:a9fe::] ①⑥⑨.②⑤④.①⑥⑨.②⑤④ 169。254。169。254
[fd00:ec2::254] [fd00:ec2::23] [fd20:ce::254] 169.254.170.2 169.254.170.23 100.100.100.200 192.0.0.192 168.63.129.16
metadata metadata.google.internal METADATA.GOOGLE.INTERNAL metadata.google.internal. metadata.goog instance-data
instance-data.ec2.internal metadata.azure.internal`;

const hosts = (text: string) => JSON.parse(`"${text.trim().replaceAll('\n', ' ')}"`).split(/ +/) as string[];

describe('hosts', () => {
  test.each([...hosts(loopbackForms), ...hosts(privateForms), ...hosts(metadataForms)])(
    '%s',
    async (host) => {
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
    },
  );

  test.each(hosts(metadataForms))('%s, even with everything allow-listed', async (host) => {
    const policy = { allowHttp: true, allowNetworks: parseNetworks('0.0.0.0/0,::/0') };
    const attempt = await post(`http://${host}/`, async () => ['169.254.169.254'], policy);
    expect(['invalid-url', 'refused-host', 'refused-address']).toContain(attempt.error?.kind as string);
  });
});

describe('tricks with the URL', () => {
  const P = '{port}';
  test.each([
    `http://hooks.example.com@127.0.0.1:${P}/`,
    `http://hooks.example.com:80@127.0.0.1:${P}/`,
    `http://127.0.0.1:${P}@hooks.example.com/`,
    `http://user:pass@hooks.example.com/`,
    `http://@hooks.example.com/`,
    `http://:@127.0.0.1:${P}/`,
    `http://hooks.example.com%40127.0.0.1:${P}/`,
    `http://127.0.0.1:${P}\\@hooks.example.com/`,
    `http://hooks.example.com\\@127.0.0.1:${P}/`,
    `http:\\\\127.0.0.1:${P}/`,
    `http:/\\127.0.0.1:${P}/`,
    `http:127.0.0.1:${P}/`,
    `http:///127.0.0.1:${P}/`,
    `http:////127.0.0.1:${P}/`,
    `http://127.0.0.1:${P}#@hooks.example.com/`,
    `http://127.0.0.1:${P}?@hooks.example.com/`,
    `http://127.0.0.1:${P}/@hooks.example.com/`,
    `http://127.0.0.1:${P};hooks.example.com/`,
    `http://127.0.0.1:${P},hooks.example.com/`,
    `http://hooks.example.com:${P}:80/`,
    ` http://127.0.0.1:${P}/`,
    `http://127.0.0.1:${P}/ `,
    `http://127.0.\t0.1:${P}/`,
    `ht\ntp://127.0.0.1:${P}/`,
    `http://127.0.0.1\r\n:${P}/`,
    `http://127.0.0.1%0d%0a:${P}/`,
    `http://127.0.0.1%00.example.com/`,
    `http://127.0.0.1\u0000.example.com/`,
    `http://127.0.0.1%2f.example.com/`,
    `http://127.0.0.1%23.example.com/`,
    `http://127.0.0.1\u200b:${P}/`,
    `http://\u202e127.0.0.1:${P}/`,
    `http://[::1%25lo]:${P}/`,
    `http://[::1%lo]:${P}/`,
    `http://[fe80::1%25eth0]:${P}/`,
    `http://[::1]]:${P}/`,
    `http://[[::1]]:${P}/`,
    `http://[127.0.0.1]:${P}/`,
    `http://::1:${P}/`,
    `http://[v1.x]:${P}/`,
    `file:///etc/passwd`,
    `gopher://127.0.0.1:${P}/_POST`,
    `dict://127.0.0.1:${P}/`,
    `ftp://127.0.0.1:${P}/`,
    `ws://127.0.0.1:${P}/`,
    `unix:/var/run/docker.sock`,
    `http+unix://%2Fvar%2Frun%2Fdocker.sock/`,
    `javascript:fetch('//127.0.0.1')`,
    `blob:http://127.0.0.1:${P}/x`,
    `view-source:http://127.0.0.1:${P}/`,
    `url:http://127.0.0.1:${P}/`,
    `jar:http://127.0.0.1:${P}/!/`,
  ])('%j', async (template) => {
    const before = connections;
    const attempt = await post(template.replaceAll(P, String(port)), inside);
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

test('an IPv4 address in any notation is accepted only when public and written plainly', () => {
  const octet = fc.integer({ min: 0, max: 255 });
  const styles: ((n: number) => string)[] = [
    (n) => `${n}`,
    (n) => `0x${n.toString(16)}`,
    (n) => `0${n.toString(8)}`,
    (n) => `${n}`.replace(/^./, (digit) => `%3${digit}`),
    (n) => `${n}`.replace(/./g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
  ];
  const part = fc.tuple(
    octet,
    fc.oneof(
      { weight: 4, arbitrary: fc.constant(0) },
      { weight: 1, arbitrary: fc.integer({ min: 1, max: 4 }) },
    ),
  );
  const dot = fc.oneof(
    { weight: 3, arbitrary: fc.constant('.') },
    { weight: 1, arbitrary: fc.constantFrom('。', '．', '｡', '%2e') },
  );
  fc.assert(
    fc.property(fc.tuple(part, part, part, part), dot, (parts, separator) => {
      const written = parts.map(([n, style]) => styles[style]?.(n)).join(separator);
      const plain = parts.map(([n]) => n).join('.');
      const isFine = written === plain && judgeAddress(plain, []).allowed;
      let accepted: string | undefined;
      try {
        accepted = checkUrl(`http://${written}/`, open).literal?.address ?? 'as a name';
      } catch (error) {
        expect(error).toBeInstanceOf(EgressError);
      }
      expect(accepted).toBe(isFine ? plain : undefined);
    }),
    { numRuns: 2000 },
  );
});
