import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { judgeAddress, parseNetworks } from './address.ts';
import { EgressError } from './errors.ts';
import { checkUrl, type EgressPolicy } from './target.ts';

const strict: EgressPolicy = { allowHttp: false, allowNetworks: [] };
const local: EgressPolicy = { allowHttp: true, allowNetworks: parseNetworks('127.0.0.0/8,::1/128') };

function kindOf(url: string, policy = strict): string {
  try {
    checkUrl(url, policy);
  } catch (error) {
    if (error instanceof EgressError) return error.kind;
    throw error;
  }
  return 'accepted';
}

test('a plain https URL, in the parts that a connection needs', () => {
  expect(checkUrl('https://Hooks.Example.com/lux/in?a=b&c=ç#frag', strict)).toEqual({
    secure: true,
    hostname: 'hooks.example.com',
    literal: null,
    port: 443,
    authority: 'hooks.example.com',
    path: '/lux/in?a=b&c=%C3%A7',
  });
});

test('port, brackets and trailing dot', () => {
  expect(checkUrl('https://hooks.example.com.:8443', strict)).toMatchObject({
    hostname: 'hooks.example.com',
    authority: 'hooks.example.com:8443',
    port: 8443,
    path: '/',
  });
  expect(checkUrl('https://[2a00:1450::0:1]:8443/x', strict)).toMatchObject({
    hostname: '2a00:1450::1',
    authority: '[2a00:1450::1]:8443',
    literal: { address: '2a00:1450::1', family: 6 },
  });
  expect(checkUrl('https://8.8.8.8/x', strict).literal?.address).toBe('8.8.8.8');
});

test('international names go out as punycode', () => {
  expect(checkUrl('https://ações.exemplo.com.br/', strict).hostname).toBe('xn--aes-2la4e.exemplo.com.br');
});

describe('scheme', () => {
  test.each([
    'http://example.com/',
    'ftp://example.com/',
    'file:///etc/passwd',
    'gopher://example.com/',
    'javascript:alert(1)',
    'data:,x',
    'unix:///var/run/docker.sock',
    '//example.com/',
    'example.com',
    'https:example.com',
    'https:/example.com',
    'https:///example.com',
    '',
  ])('%p is refused', (url) => expect(kindOf(url)).toBe('invalid-url'));
  test('http only where allowed', () => {
    expect(kindOf('http://example.com/', { ...strict, allowHttp: true })).toBe('accepted');
    expect(kindOf('ftp://example.com/', { ...strict, allowHttp: true })).toBe('invalid-url');
  });
});

describe('ports', () => {
  test.each([
    0, 1, 22, 25, 53, 81, 110, 389, 445, 465, 587, 993, 2375, 3306, 4222, 5432, 6379, 9200, 11211, 27017,
  ])('%d is refused', (port) => expect(kindOf(`https://example.com:${port}/`)).toBe('invalid-url'));
  test.each([80, 443, 3000, 8080, 8443, 44300, 65535])('%d is accepted', (port) => {
    expect(kindOf(`https://example.com:${port}/`)).toBe('accepted');
  });
  test('beyond 65535 is no URL', () => expect(kindOf('https://example.com:65536/')).toBe('invalid-url'));
});

describe('names', () => {
  test.each([
    'a',
    'localhost',
    'LOCALHOST',
    'localhost.',
    'x.localhost',
    'db.local',
    'api.internal',
    'api.internal.',
    'nas.lan',
    'x.home.arpa',
    'x.corp',
    'localhost.localdomain',
    'kubernetes.default.svc.cluster.local',
  ])('%s is refused without an allow-list', (name) =>
    expect(kindOf(`https://${name}/`)).toBe('refused-host'),
  );
  test.each([
    'metadata',
    'metadata.google.internal',
    'METADATA.google.internal.',
    'metadata.goog',
    'instance-data',
  ])('%s is refused even with one', (name) => expect(kindOf(`http://${name}/`, local)).toBe('refused-host'));
  test('private names are left to their addresses where networks are allow-listed', () => {
    expect(kindOf('http://localhost:3000/', local)).toBe('accepted');
    expect(kindOf('http://127.0.0.1:3000/', local)).toBe('accepted');
    expect(kindOf('http://[::1]:3000/', local)).toBe('accepted');
    expect(kindOf('http://10.0.0.1/', local)).toBe('refused-address');
  });
  test.each([
    'metadata.example.com',
    'internal.example.com',
    'local.example.com',
    'a_b.example.com',
    '1.example.com',
    'xn--aes-2la4e.com',
  ])('%s is a public name', (name) => expect(kindOf(`https://${name}/`)).toBe('accepted'));
  test.each([
    'a..b',
    '-a.com',
    'a-.com',
    `${'a'.repeat(64)}.com`,
    `${'a.'.repeat(130)}com`,
    '*.example.com',
    "a'b.com",
    'a,b.com',
    'a;b.com',
    '(x).com',
  ])('%s is no name', (name) => expect(kindOf(`https://${name}/`)).toBe('invalid-url'));
});

test('the length of a URL is bounded', () => {
  expect(kindOf(`https://example.com/${'x'.repeat(2020)}`)).toBe('accepted');
  expect(kindOf(`https://example.com/${'x'.repeat(2040)}`)).toBe('invalid-url');
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
        accepted = checkUrl(`https://${written}/`, strict).literal?.address ?? 'as a name';
      } catch (error) {
        expect(error).toBeInstanceOf(EgressError);
      }
      expect(accepted).toBe(isFine ? plain : undefined);
    }),
    { numRuns: 2000 },
  );
});
