import { expect, test } from 'bun:test';
import fc from 'fast-check';
import { caseUrlOf, refuseCaseUrl } from './case-url.ts';

test.each([
  'https://app.example.com/processos/{processId}',
  'https://app.example.com:8443/?case={processId}&from=lux',
  'https://app.example.com/#/p/{processId}/{processId}',
])('%s is an address', (address) => {
  expect(refuseCaseUrl(address)).toBeUndefined();
});

test.each([
  ['http://app.example.com/{processId}', 'https'],
  ['javascript:alert({processId})', 'https'],
  ['//app.example.com/{processId}', 'https'],
  ['https://app.example.com/processos', 'lacks'],
  ['https://app.example.com/{id}', 'character'],
  ['https://app.example.com/{processId}\r\nset-cookie: a=b', 'character'],
  ['https://app.example.com/"><script>{processId}', 'character'],
  ['https://ação.example.com/{processId}', 'character'],
  ['https://app.example.com\\@evil.example/{processId}', 'character'],
  ['https://{processId}.example.com/{processId}', 'host'],
  ['https://app.example.com@evil.example/{processId}', 'user name'],
  ['https://app.example.com:99999/{processId}', 'port'],
  ['https:///{processId}', 'host'],
  ['https://', 'lacks'],
])('%j is refused', (address, reason) => {
  expect(refuseCaseUrl(address)).toContain(reason);
});

test('whatever is let through leads to the host that was read, over https, with the case in it', () => {
  const part = fc.constantFrom(
    'https://',
    'a.example',
    '{processId}',
    '/',
    '?',
    '#',
    '@',
    ':',
    '443',
    '\\',
    '..',
    '%2f',
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
      const address = `https://a.example${parts.join('')}`;
      if (refuseCaseUrl(address)) return;
      const url = new URL(caseUrlOf(address, 'prc_1'));
      expect([url.protocol, url.username]).toEqual(['https:', '']);
      expect(new URL(caseUrlOf(address, 'prc_2')).host).toBe(url.host);
      expect(url.href).toContain('prc_1');
    }),
  );
});
