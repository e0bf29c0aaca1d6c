import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { TOKEN_DEFAULTS } from './access-token.ts';

/** Whom a forged token names, and the server's own secret, to make what only a confused server would take. */
export interface Victim {
  tenantId: string;
  userId: string;
  sessionId: string;
  secret: Uint8Array;
}

const base64 = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const attackersKey = new TextEncoder().encode('a key that the attacker chose, long enough');

/** Every known way to forge or misuse an access token, by name. */
export function forgedTokens({ tenantId, userId, sessionId, secret }: Victim): Record<string, string> {
  const now = Math.floor(Date.now() / 1_000);
  const good = {
    ten: tenantId,
    ses: sessionId,
    sub: userId,
    iss: TOKEN_DEFAULTS.issuer,
    aud: TOKEN_DEFAULTS.audience,
    iat: now,
    exp: now + 600,
  };
  const head = { alg: 'HS256', typ: 'at+jwt' };
  const hmac = (header: object, payload: object, key: Uint8Array = secret, hash = 'sha256') => {
    const signed = `${base64(header)}.${base64(payload)}`;
    return `${signed}.${createHmac(hash, key).update(signed).digest('base64url')}`;
  };
  const without = (name: keyof typeof good) => ({ ...good, [name]: undefined });
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const rsaPayload = `${base64({ ...head, alg: 'RS256' })}.${base64(good)}`;
  const whole = hmac(head, good);
  return {
    'of nobody': 'not-a-token',
    'without a signature': whole.slice(0, whole.lastIndexOf('.') + 1),
    'with a bit of the signature changed': `${whole.slice(0, -2)}${whole.at(-2) === 'A' ? 'B' : 'A'}${whole.at(-1)}`,
    'with another payload under the signature': [
      whole.split('.')[0],
      base64({ ...good, iat: now - 1 }),
      whole.split('.')[2],
    ].join('.'),
    'signed by somebody else': hmac(head, good, attackersKey),
    'signed with an empty key': hmac(head, good, new Uint8Array()),
    'alg none': `${base64({ alg: 'none', typ: 'at+jwt' })}.${base64(good)}.`,
    'alg None, with a signature': `${base64({ alg: 'None', typ: 'at+jwt' })}.${base64(good)}.${whole.split('.')[2]}`,
    'no alg': hmac({ typ: 'at+jwt' }, good),
    'alg HS512': hmac({ ...head, alg: 'HS512' }, good, secret, 'sha512'),
    'alg RS256 with the HMAC': hmac({ ...head, alg: 'RS256' }, good),
    'alg RS256 with a key of its own': `${rsaPayload}.${sign('sha256', Buffer.from(rsaPayload), rsa.privateKey).toString('base64url')}`,
    'with its key in jwk': hmac(
      { ...head, jwk: { kty: 'oct', k: Buffer.from(attackersKey).toString('base64url') } },
      good,
      attackersKey,
    ),
    'with its key at jku': hmac({ ...head, jku: 'https://evil.example/keys' }, good, attackersKey),
    'with kid a file of zeros': hmac({ ...head, kid: '../../../../dev/null' }, good, new Uint8Array(1)),
    'with kid an injection': hmac(
      { ...head, kid: "x' union select 'a" },
      good,
      new TextEncoder().encode('a'),
    ),
    'with an extension it must understand': hmac({ ...head, crit: ['x'], x: 1 }, good),
    'with an unencoded payload': hmac({ ...head, crit: ['b64'], b64: false }, good),
    'of another type': hmac({ ...head, typ: 'JWT' }, good),
    'of no type': hmac({ alg: 'HS256' }, good),
    expired: hmac(head, { ...good, iat: now - 1_000, exp: now - 1 }),
    'without expiry': hmac(head, without('exp')),
    'not valid yet': hmac(head, { ...good, nbf: now + 600 }),
    'for another audience': hmac(head, { ...good, aud: 'another-api' }),
    'for no audience': hmac(head, without('aud')),
    'of another issuer': hmac(head, { ...good, iss: 'https://evil.example' }),
    'without a subject': hmac(head, without('sub')),
    'without a firm': hmac(head, without('ten')),
    'without a session': hmac(head, without('ses')),
    'with a firm that is a list': hmac(head, { ...good, ten: [tenantId] }),
    'with a session of nobody': hmac(head, { ...good, ses: 'fam_01kb0v5zq8e3n9t2h4x6m7r8sa' }),
    'with a user of nobody': hmac(head, { ...good, sub: 'usr_01kb0v5zq8e3n9t2h4x6m7r8sa' }),
    'in five parts': `${whole}.a.b`,
    'a refresh token': `lrt_${'A'.repeat(43)}`,
    'an API key of nobody': `lux_${'A'.repeat(43)}`,
    'a webhook secret': 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  };
}
