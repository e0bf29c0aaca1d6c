import { expect, test } from 'bun:test';
import fc from 'fast-check';
import { compactJson, expandJson } from './compact-json.ts';

test('what is stored is read again, whatever it says', () => {
  fc.assert(
    fc.property(fc.json({ stringUnit: 'binary' }), (json) => {
      expect(expandJson(compactJson(json))).toBe(json);
    }),
  );
});

test('what was stored before is read as it is', () => {
  for (const json of ['{"name":"ação"}', '["mov_1|85"]', 'null', '7', '"("', ''])
    expect(expandJson(Buffer.from(json).toString('base64'))).toBe(json);
});

test('line breaks, as Postgres puts into base64, make no difference', () => {
  const json = JSON.stringify(Array.from({ length: 100 }, () => crypto.randomUUID()));
  const wrapped = compactJson(json).replaceAll(/.{76}/g, '$&\n');
  expect(wrapped).toContain('\n');
  expect(expandJson(wrapped)).toBe(json);
});
