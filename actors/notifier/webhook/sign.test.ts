import { describe, expect, test } from 'bun:test';
import { createPublicKey, verify } from 'node:crypto';
import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { newSecret, newSigningKeyPair, SignError, signatureHeaders } from './sign.ts';

const now = () => new Date();

function verifyAsymmetric(
  publicKey: string,
  headers: Record<string, string>,
  body: string,
  signature: string,
) {
  const x = Buffer.from(publicKey.slice('whpk_'.length), 'base64').toString('base64url');
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  const signed = Buffer.from(`${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`);
  return verify(null, signed, key, Buffer.from(signature, 'base64'));
}

describe('v1', () => {
  test('the reference library accepts any body, and refuses it with another secret', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const secret = newSecret();
        const body = JSON.stringify(value);
        const headers = signatureHeaders({ id: 'msg_1', attemptedAt: now(), body }, [secret]);
        expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body));
        expect(() => new Webhook(newSecret()).verify(body, headers)).toThrow();
        expect(() => new Webhook(secret).verify(`${body} `, headers)).toThrow();
        const spaced = ` ${body}\n`;
        const other = signatureHeaders({ id: 'msg_1', attemptedAt: now(), body: spaced }, [secret]);
        expect(new Webhook(secret).verify(spaced, other)).toEqual(JSON.parse(body));
      }),
      { numRuns: 50 },
    );
  });

  test('is what the reference library would have signed', () => {
    const secret = newSecret();
    const attemptedAt = new Date(1_700_000_000_999);
    const headers = signatureHeaders({ id: 'evt_1', attemptedAt, body: '{"é":1}' }, [secret]);
    expect(headers['webhook-timestamp']).toBe('1700000000');
    expect(headers['webhook-signature']).toBe(
      new Webhook(secret).sign(headers['webhook-id'], new Date(1_700_000_000_000), '{"é":1}'),
    );
  });
});

describe('v1a', () => {
  test('verifies with the public key only', () => {
    const pair = newSigningKeyPair();
    const body = '{"a":"ção"}';
    const headers = signatureHeaders({ id: 'evt_1', attemptedAt: now(), body }, [pair.privateKey]);
    const [version, value] = headers['webhook-signature'].split(',');
    expect(version).toBe('v1a');
    expect(verifyAsymmetric(pair.publicKey, headers, body, value ?? '')).toBe(true);
    expect(verifyAsymmetric(newSigningKeyPair().publicKey, headers, body, value ?? '')).toBe(false);
    expect(verifyAsymmetric(pair.publicKey, headers, `${body} `, value ?? '')).toBe(false);
  });

  test('takes a bare 32-byte seed as well', () => {
    const pair = newSigningKeyPair();
    const seed = Buffer.from(pair.privateKey.slice(5), 'base64').subarray(0, 32);
    const message = { id: 'evt_1', attemptedAt: now(), body: '{}' };
    expect(signatureHeaders(message, [`whsk_${seed.toString('base64')}`])).toEqual(
      signatureHeaders(message, [pair.privateKey]),
    );
  });
});

test('during a rotation the old secret, the new secret and the public key all verify', () => {
  const [fresh, old, pair] = [newSecret(), newSecret(), newSigningKeyPair()];
  const headers = signatureHeaders({ id: 'evt_1', attemptedAt: now(), body: '{}' }, [
    fresh,
    old,
    pair.privateKey,
  ]);
  const signatures = headers['webhook-signature'].split(' ');
  expect(signatures.map((s) => s.split(',')[0])).toEqual(['v1', 'v1', 'v1a']);
  new Webhook(fresh).verify('{}', headers);
  new Webhook(old).verify('{}', headers);
  expect(verifyAsymmetric(pair.publicKey, headers, '{}', signatures[2]?.split(',')[1] ?? '')).toBe(true);
});

test('keys are never the same twice', () => {
  expect(new Set(Array.from({ length: 100 }, newSecret)).size).toBe(100);
  expect(new Set(Array.from({ length: 20 }, () => newSigningKeyPair().privateKey)).size).toBe(20);
});

describe('refuses', () => {
  const attemptedAt = now();
  const bad = (id: string, keys: string[]) => () => signatureHeaders({ id, attemptedAt, body: '{}' }, keys);
  test.each(['', 'a.b', 'a b', 'a\r\nx: y', 'é', 'x'.repeat(257)])('the id %p', (id) => {
    expect(bad(id, [newSecret()])).toThrow(SignError);
  });
  test.each([
    '',
    'whsec_',
    'whsec_@@@@',
    'whsec_AAAA',
    `whsec_${'A'.repeat(100)}`,
    'whsk_AAAA',
    'whpk_AAAA',
    'secret',
  ])('the key %p, without repeating it', (key) => {
    let caught: unknown;
    try {
      bad('evt_1', [key])();
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(SignError);
    expect((caught as SignError).kind).toBe('bad-key');
    if (key.length > 8) expect((caught as SignError).message).not.toContain(key.slice(6));
  });
  test('no key at all, and a time that is not one', () => {
    expect(bad('evt_1', [])).toThrow(SignError);
    expect(() => signatureHeaders({ id: 'e', attemptedAt: new Date('x'), body: '' }, [newSecret()])).toThrow(
      SignError,
    );
  });
});
