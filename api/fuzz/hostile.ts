import { gzipSync } from 'node:zlib';

/** Texts that break something somewhere: put into any field, parameter, path or header. */
export const TEXTS: readonly string[] = [
  '',
  ' ',
  '0',
  '-1',
  'null',
  'undefined',
  'NaN',
  'true',
  '[]',
  '{}',
  '[object Object]',
  '__proto__',
  'constructor',
  'toString',
  "'",
  "' or '1' = '1",
  "'; drop table users; --",
  '$1',
  '%',
  '%%',
  '_',
  '\\',
  '\\u0000',
  '../../../../etc/passwd',
  '..%2f..%2f',
  '{{7*7}}',
  '<script>alert(1)</script>',
  '=cmd|/c calc!A1',
  '() { :; }; echo x',
  'a\u0000b',
  '\ud800',
  '\u202e\u200b\ufeff',
  '𝕏💥é\u0301',
  '\r\nx-injected: 1',
  '1e999',
  '9007199254740993',
  '-0',
  '0x10',
  '١٢٣',
  '0000-01-01T00:00:00.000Z',
  '9999-12-31T23:59:59.999Z',
  '+275760-09-13T00:00:00.000Z',
  '-271821-04-20T00:00:00.000Z',
  '2026-02-30T00:00:00.000Z',
  '2026-01-01T24:00:00Z',
  '2026-01-01T00:00:60Z',
  '2026-01-01T00:00:00+99:99',
  '294276-12-31T23:59:59Z',
  'prc_7zzzzzzzzzzzzzzzzzzzzzzzzz',
  'ten_00000000000000000000000000',
  '5000000-00.0000.0.00.0000',
  '00000000000000000000',
  '９９９９９９９-９９.２０２６.８.２６.０００１',
  'http://169.254.169.254/latest/meta-data/',
  'https://[::1]/',
  'https://user:pass@example.com/',
  `https://example.com/${'a'.repeat(3_000)}`,
  // Slow for an expression that tries every way to read it.
  `${'a'.repeat(50_000)}!`,
  `${'1'.repeat(50_000)}x`,
  `${'.'.repeat(20_000)}@`,
  `${'a.*,'.repeat(10_000)}`,
  `${'a@'.repeat(10_000)}`,
  `${' '.repeat(50_000)}x`,
  `${'-'.repeat(20_000)}`,
];

/** Values of every type where another one is expected. */
export const VALUES: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  2 ** 53,
  -(2 ** 63),
  1e308,
  [],
  {},
  [[]],
  [null],
  { a: null },
  { length: 3 },
  { toString: 'x' },
  Array.from({ length: 20_000 }, () => 'x'),
];

export interface RawBody {
  name: string;
  type: string;
  headers?: Record<string, string>;
  /** Made when it is sent: some are large. */
  bytes: () => Uint8Array<ArrayBuffer>;
}

const text = (value: string) => new TextEncoder().encode(value);
const json = (name: string, make: () => string): RawBody => ({
  name,
  type: 'application/json',
  bytes: () => text(make()),
});
const csv = (name: string, make: () => string): RawBody => ({
  name,
  type: 'text/csv',
  bytes: () => text(make()),
});
const zeros = (bytes: number) => new Uint8Array(gzipSync(new Uint8Array(bytes), { level: 9 }));
const compressed = (encoding: string): RawBody => ({
  name: `ten megabytes of zeros in ${encoding}`,
  type: 'application/json',
  headers: { 'content-encoding': encoding },
  bytes: () => zeros(10_000_000),
});

/** Bodies that no schema leads to. */
export const BODIES: readonly RawBody[] = [
  json('nothing', () => ''),
  json('no JSON', () => '{"a":'),
  json('a lone value', () => '"x"'),
  json('two values', () => '{}{}'),
  json('NaN', () => '{"number":NaN}'),
  json('a comment', () => '{/**/}'),
  json('a number beyond all', () => `{"number":${'9'.repeat(100_000)}}`),
  json('a key twice', () => '{"number":"a","number":"b"}'),
  json('a key twice, once escaped', () => '{"number":"a","n\\u0075mber":"b"}'),
  json('__proto__', () => '{"__proto__":{"scopes":["api-keys:write"],"admin":true}}'),
  json('constructor.prototype', () => '{"constructor":{"prototype":{"admin":true}},"number":"x"}'),
  json('U+0000', () => '{"number":"a\\u0000b","name":"a\\u0000b","url":"https://a\\u0000b"}'),
  json('half a pair', () => '{"number":"\\ud800","name":"\\udfff"}'),
  json('deep lists', () => '['.repeat(200_000)),
  json('deep objects', () => '{"a":'.repeat(50_000)),
  json('deep and closed', () => `${'['.repeat(20_000)}${']'.repeat(20_000)}`),
  json(
    'a hundred thousand keys',
    () => `{${Array.from({ length: 60_000 }, (_, i) => `"k${i}":1`).join(',')}}`,
  ),
  json('too much', () => `{"number":"${'a'.repeat(1_100_000)}"}`),
  json('much white space', () => ' '.repeat(1_100_000)),
  json('backslashes', () => `"${'\\'.repeat(100_001)}`),
  json('a byte order mark', () => '\ufeff{}'),
  {
    name: 'UTF-16',
    type: 'application/json',
    bytes: () => new Uint8Array(Buffer.from('{"number":"x"}', 'utf16le')),
  },
  {
    name: 'no UTF-8',
    type: 'application/json',
    bytes: () => new Uint8Array([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x7d]),
  },
  { name: 'overlong UTF-8', type: 'application/json', bytes: () => new Uint8Array([0x22, 0xc0, 0xaf, 0x22]) },
  {
    name: 'Windows-1252',
    type: 'application/json; charset=windows-1252',
    bytes: () => new Uint8Array([0x22, 0xe7, 0x22]),
  },
  { name: 'UTF-7', type: 'application/json; charset=utf-7', bytes: () => text('+AHs-') },
  compressed('gzip'),
  compressed('x-gzip, gzip'),
  compressed('br'),
  { name: 'a bomb as a file', type: 'application/zip', bytes: () => zeros(10_000_000) },
  { name: 'a bomb as CSV', type: 'text/csv', bytes: () => zeros(10_000_000) },
  {
    name: 'XML',
    type: 'application/xml',
    bytes: () => text('<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'),
  },
  { name: 'a form', type: 'application/x-www-form-urlencoded', bytes: () => text('number=x&__proto__[a]=b') },
  {
    name: 'parts',
    type: 'multipart/form-data; boundary=x',
    bytes: () => text('--x\r\ncontent-disposition: form-data; name="a"\r\n\r\nb\r\n--x--'),
  },
  { name: 'an unclear type', type: 'application/json, text/csv', bytes: () => text('{}') },
  csv('ten thousand lines', () => '0000001-17.2099.8.26.0001\n'.repeat(10_000)),
  csv('more lines than fit', () => 'x\n'.repeat(30_000)),
  csv('one long line', () => 'x'.repeat(2_000_000)),
  csv('a quote that never closes', () => `"${'a\n'.repeat(100_000)}`),
  csv('quotes alone', () => '"'.repeat(100_001)),
  csv('a hundred thousand columns', () => ','.repeat(100_000)),
  csv('formulas', () => '=1+1,@x\n+2,-3'),
  csv('NULs', () => 'a\0b\n\0'),
  csv('more than it may be', () => 'a;b\n'.repeat(2_700_000)),
];
