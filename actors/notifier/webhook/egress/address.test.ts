import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { canonicalAddress, judgeAddress, parseNetworks } from './address.ts';

const octet = fc.integer({ min: 0, max: 255 });
const anyV4 = fc.tuple(octet, octet, octet, octet).map((parts) => parts.join('.'));
const hex = (v4: string) => {
  const [a = 0, b = 0, c = 0, d = 0] = v4.split('.').map(Number);
  return `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
};

describe('refused', () => {
  test.each([
    ['0.0.0.0', 'unspecified'],
    ['0.1.2.3', 'unspecified'],
    ['10.0.0.1', 'private'],
    ['100.64.0.1', 'carrier-grade NAT'],
    ['127.0.0.1', 'loopback'],
    ['127.255.255.254', 'loopback'],
    ['169.254.1.1', 'link-local'],
    ['172.16.0.1', 'private'],
    ['172.31.255.255', 'private'],
    ['192.0.0.1', 'reserved'],
    ['192.0.2.1', 'reserved'],
    ['192.88.99.1', 'reserved'],
    ['192.168.1.1', 'private'],
    ['198.18.0.1', 'reserved'],
    ['198.51.100.1', 'reserved'],
    ['203.0.113.1', 'reserved'],
    ['224.0.0.1', 'multicast'],
    ['240.0.0.1', 'reserved'],
    ['255.255.255.255', 'broadcast'],
    ['::', 'unspecified'],
    ['::1', 'loopback'],
    ['::ffff:10.0.0.1', 'private'],
    ['::ffff:7f00:1', 'loopback'],
    ['::7f00:1', 'loopback'],
    ['::808:808', 'not a public address'],
    ['64:ff9b::10.0.0.1', 'private'],
    ['64:ff9b::7f00:1', 'loopback'],
    ['64:ff9b:1::808:808', 'rfc6052'],
    ['::ffff:0:10.0.0.1', 'private'],
    ['2002:7f00:1::1', 'loopback'],
    ['2002:808:808::1', '6to4'],
    ['2001:0:4136:e378:8000:63bf:80ff:fffe', 'loopback'],
    ['2001:0:4136:e378:8000:63bf:f7f7:f7f7', 'teredo'],
    ['2a00:1450::5efe:10.0.0.1', 'private'],
    ['2a00:1450::200:5efe:c0a8:101', 'private'],
    ['fe80::1', 'link-local'],
    ['fec0::1', 'deprecatedSiteLocal'],
    ['fc00::1', 'unique local'],
    ['fd12:3456::1', 'unique local'],
    ['ff02::1', 'multicast'],
    ['100::1', 'discard'],
    ['2001:db8::1', 'reserved'],
    ['3fff::1', 'reserved'],
    ['4000::1', 'not a public address'],
    ['5f00::1', 'segmentRouting'],
  ])('%s: %s', (address, reason) => {
    const judged = judgeAddress(address, []);
    expect(judged.allowed).toBe(false);
    expect(judged.allowed || judged.reason).toContain(reason);
  });

  test.each([
    '',
    'example.com',
    '1',
    '127.1',
    '0x7f.0.0.1',
    '0177.0.0.1',
    '2130706433',
    'fe80::1%eth0',
    '2a00::1%1',
    '1.2.3.4/8',
    ' 8.8.8.8',
  ])('%p, which is not a plain address', (text) => {
    expect(judgeAddress(text, [])).toEqual({ allowed: false, reason: 'not a plain IP address' });
  });
});

test.each([
  '169.254.169.254',
  '169.254.170.2',
  '100.100.100.200',
  '192.0.0.192',
  '168.63.129.16',
  'fd00:ec2::254',
  'fd20:ce::254',
  '::ffff:169.254.169.254',
  '64:ff9b::a9fe:a9fe',
  '2002:a9fe:a9fe::',
  '::a9fe:a9fe',
])('the metadata address %s is refused even when everything is allow-listed', (address) => {
  expect(judgeAddress(address, parseNetworks('0.0.0.0/0,::/0'))).toEqual({
    allowed: false,
    reason: 'a metadata service',
  });
});

describe('allowed', () => {
  test.each([
    ['8.8.8.8', '8.8.8.8', 4],
    ['172.32.0.1', '172.32.0.1', 4],
    ['100.128.0.1', '100.128.0.1', 4],
    ['::ffff:8.8.8.8', '8.8.8.8', 4],
    ['2a00:1450:4009::200E', '2a00:1450:4009::200e', 6],
    ['64:ff9b::808:808', '64:ff9b::808:808', 6],
  ])('%s, as %s', (text, address, family) => {
    expect(judgeAddress(text, [])).toEqual({ allowed: true, address, family: family as 4 | 6 });
  });
});

describe('properties', () => {
  test('an IPv6 form is never more welcome than the IPv4 address inside', () => {
    fc.assert(
      fc.property(anyV4, (v4) => {
        const plain = judgeAddress(v4, []).allowed;
        expect(judgeAddress(`::ffff:${v4}`, []).allowed).toBe(plain);
        expect(judgeAddress(`64:ff9b::${hex(v4)}`, []).allowed).toBe(plain);
        expect(judgeAddress(`2002:${hex(v4)}::1`, []).allowed).toBe(false);
        expect(judgeAddress(`::${hex(v4)}`, []).allowed).toBe(false);
        expect(judgeAddress(`2a00::5efe:${hex(v4)}`, []).allowed).toBe(plain);
      }),
      { numRuns: 1000 },
    );
  });

  test('the reserved blocks are refused whole, and only they', () => {
    const blocks =
      '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.168.0.0/16 224.0.0.0/3';
    const refused = blocks.split(' ').map((cidr) => ipaddr.IPv4.parseCIDR(cidr));
    fc.assert(
      fc.property(anyV4, (v4) => {
        const inBlock = refused.some((block) => ipaddr.IPv4.parse(v4).match(block));
        if (inBlock) expect(judgeAddress(v4, []).allowed).toBe(false);
        // Blocks between 192.0 and 203 that are reserved in part are listed one by one above.
        else if (!/^(19[28]|203|168)\./.test(v4)) expect(judgeAddress(v4, []).allowed).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('allow-listed networks', () => {
  const loopback = parseNetworks('127.0.0.0/8, ::1/128');
  test('open what they name and nothing else', () => {
    expect(judgeAddress('127.0.0.1', loopback).allowed).toBe(true);
    expect(judgeAddress('::ffff:127.0.0.1', loopback)).toEqual({
      allowed: true,
      address: '127.0.0.1',
      family: 4,
    });
    expect(judgeAddress('::1', loopback).allowed).toBe(true);
    expect(judgeAddress('10.0.0.1', loopback).allowed).toBe(false);
    expect(judgeAddress('0.0.0.0', loopback).allowed).toBe(false);
    expect(judgeAddress('64:ff9b::7f00:1', loopback).allowed).toBe(false);
    expect(judgeAddress('8.8.8.8', loopback).allowed).toBe(true);
  });
  test('are read from text, a bare address being a network of one', () => {
    expect(parseNetworks('')).toEqual([]);
    expect(parseNetworks(' 10.1.2.3 ,fd00::/8,')).toHaveLength(2);
    expect(judgeAddress('10.1.2.4', parseNetworks('10.1.2.3')).allowed).toBe(false);
  });
  test('every bad part is told', () => {
    expect(() => parseNetworks('10.0.0.0/33,localhost,10/8,::1/129,10.0.0.0/8')).toThrow(
      '10.0.0.0/33, localhost, 10/8, ::1/129.',
    );
  });
});

test('one text for each address', () => {
  expect(canonicalAddress('::FFFF:127.0.0.1')).toBe('127.0.0.1');
  expect(canonicalAddress('2A00:0:0::1')).toBe('2a00::1');
  expect(canonicalAddress('nowhere')).toBeNull();
});
