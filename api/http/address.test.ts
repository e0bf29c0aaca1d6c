import { describe, expect, test } from 'bun:test';
import { callerAddress } from './address.ts';

describe('the address a caller is counted by', () => {
  test.each([
    ['the socket’s', '203.0.113.7', null, 0, '203.0.113.7'],
    ['the socket’s, whatever the caller writes', '203.0.113.7', '10.0.0.1', 0, '203.0.113.7'],
    ['what the one proxy wrote', '10.0.0.1', '198.51.100.9', 1, '198.51.100.9'],
    ['not what the caller wrote before the proxy', '10.0.0.1', '1.2.3.4, 198.51.100.9', 1, '198.51.100.9'],
    ['what the first of two proxies wrote', '10.0.0.1', '1.2.3.4, 198.51.100.9, 10.0.0.2', 2, '198.51.100.9'],
    ['the socket’s when a proxy wrote nonsense', '10.0.0.1', 'unknown', 1, '10.0.0.1'],
    ['the socket’s when there are fewer proxies than said', '10.0.0.1', '198.51.100.9', 2, '10.0.0.1'],
    ['IPv4 inside IPv6', '::ffff:203.0.113.7', null, 0, '203.0.113.7'],
    ['a /64 of IPv6', '2001:db8:1:2:3:4:5:6', null, 0, '2001:db8:1:2::/64'],
    ['unknown without a socket', undefined, null, 0, 'unknown'],
  ])('is %s', (_, socket, forwarded, proxies, expected) => {
    expect(callerAddress(socket, forwarded, proxies)).toBe(expected);
  });
});
