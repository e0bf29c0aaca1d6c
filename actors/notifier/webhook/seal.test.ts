import { describe, expect, test } from 'bun:test';
import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { needsReseal, open, parseSealingKeys, SealError, seal } from './seal.ts';

const key = () => randomBytes(32).toString('base64');
const owner = { tenantId: 'ten_1', endpointId: 'whk_1' };

function kindOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof SealError) return error.kind;
    throw error;
  }
  return 'no error';
}

test('opens what it sealed, whatever it is', () => {
  const keys = parseSealingKeys(`a:${key()}`);
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const sealed = seal(keys, owner, text);
      expect(open(keys, owner, sealed)).toBe(text);
      if (text.length > 3) expect(sealed).not.toContain(text);
    }),
  );
});

test('the same secret never looks the same twice', () => {
  const keys = parseSealingKeys(`a:${key()}`);
  expect(seal(keys, owner, 'x')).not.toBe(seal(keys, owner, 'x'));
});

test('any changed character is noticed', () => {
  const keys = parseSealingKeys(`a:${key()}`);
  const sealed = seal(keys, owner, 'whsec_secret');
  const body = Buffer.from(sealed.split('.')[3] ?? '', 'base64url');
  const iv = Buffer.from(sealed.split('.')[2] ?? '', 'base64url');
  const build = (i: Buffer, b: Buffer) => `s1.a.${i.toString('base64url')}.${b.toString('base64url')}`;
  expect(open(keys, owner, build(iv, body))).toBe('whsec_secret');
  for (let at = 0; at < body.length; at++) {
    const changed = Buffer.from(body);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(kindOf(() => open(keys, owner, build(iv, changed)))).toBe('tampered');
  }
  const otherIv = Buffer.from(iv);
  otherIv[0] = (otherIv[0] ?? 0) ^ 1;
  expect(kindOf(() => open(keys, owner, build(otherIv, body)))).toBe('tampered');
});

test('a secret moved to another tenant or endpoint does not open', () => {
  const keys = parseSealingKeys(`a:${key()}`);
  const sealed = seal(keys, owner, 'x');
  expect(kindOf(() => open(keys, { ...owner, tenantId: 'ten_2' }, sealed))).toBe('tampered');
  expect(kindOf(() => open(keys, { ...owner, endpointId: 'whk_2' }, sealed))).toBe('tampered');
});

test('rotation: the old key still opens, the new one seals, and the stale ones are known', () => {
  const [one, two] = [key(), key()];
  const before = parseSealingKeys(`one:${one}`);
  const sealed = seal(before, owner, 'x');
  const after = parseSealingKeys(`two:${two}, one:${one}`);
  expect(open(after, owner, sealed)).toBe('x');
  expect(needsReseal(before, sealed)).toBe(false);
  expect(needsReseal(after, sealed)).toBe(true);
  expect(needsReseal(after, seal(after, owner, 'x'))).toBe(false);
  expect(kindOf(() => open(parseSealingKeys(`two:${two}`), owner, sealed))).toBe('unknown-key');
  expect(kindOf(() => open(parseSealingKeys(`one:${two}`), owner, sealed))).toBe('tampered');
});

test.each([
  '',
  'plain',
  's1',
  's1.a',
  's1.a.AAAA.AAAA',
  's2.a.AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAA',
  's1.a.b.c.d',
])('%p is not a sealed secret', (text) => {
  expect(kindOf(() => open(parseSealingKeys(`a:${key()}`), owner, text))).toBe('malformed');
});

describe('the keys', () => {
  test('all problems are told together, and no key is repeated', () => {
    const short = randomBytes(16).toString('base64');
    const good = key();
    let message = '';
    try {
      parseSealingKeys(`a:${short},b c:${good},d:${good},d:${good},e`);
    } catch (error) {
      message = (error as SealError).message;
      expect((error as SealError).kind).toBe('bad-keys');
    }
    for (const part of ['key 1 (a)', 'key 2:', 'key 4 (d)', 'key 5']) expect(message).toContain(part);
    expect(message).not.toContain('key 3');
    expect(message).not.toContain(short);
    expect(message).not.toContain(good);
  });
  test('empty text is refused', () => {
    expect(kindOf(() => parseSealingKeys(''))).toBe('bad-keys');
  });
});
