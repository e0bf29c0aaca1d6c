import {
  createHmac,
  createPrivateKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign as signRaw,
} from 'node:crypto';

/** A key or message that cannot be signed with. Never carries key material. */
export class SignError extends Error {
  override readonly name = 'SignError';
  constructor(
    readonly kind: 'bad-key' | 'no-key' | 'bad-message',
    message: string,
  ) {
    super(message);
  }
}

export interface SigningKeyPair {
  /** `whsk_` + base64 of seed and public key (64 bytes). Keep sealed. */
  privateKey: string;
  /** `whpk_` + base64 of the 32-byte public key. Shown to the receiver. */
  publicKey: string;
}

export interface SignedMessage {
  /** Constant over retries. No full stop: it separates the signed parts. */
  id: string;
  /** Of this attempt, not of the event. */
  attemptedAt: Date;
  body: string;
}

export type SignatureHeaders = {
  'webhook-id': string;
  'webhook-timestamp': string;
  'webhook-signature': string;
};

const SECRET_BYTES = 32;
const ED25519_PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

/** A fresh symmetric secret: `whsec_` + base64 of 32 random bytes. */
export function newSecret(): string {
  return `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
}

/** A fresh ed25519 pair in the `whsk_` / `whpk_` form. */
export function newSigningKeyPair(): SigningKeyPair {
  const jwk = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  const seed = Buffer.from(jwk.d ?? '', 'base64url');
  const point = Buffer.from(jwk.x ?? '', 'base64url');
  return {
    privateKey: `whsk_${Buffer.concat([seed, point]).toString('base64')}`,
    publicKey: `whpk_${point.toString('base64')}`,
  };
}

/**
 * The three headers of a delivery (Standard Webhooks 1.0). One signature for each key, space-separated, so
 * that during a rotation a receiver verifies with the old or the new one: `v1` for `whsec_`, `v1a` for `whsk_`.
 * Throws SignError.
 */
export function signatureHeaders(message: SignedMessage, keys: readonly string[]): SignatureHeaders {
  if (!/^[\x21-\x2d\x2f-\x7e]{1,256}$/.test(message.id)) {
    throw new SignError(
      'bad-message',
      'A webhook id is 1 to 256 visible ASCII characters without a full stop.',
    );
  }
  if (keys.length === 0) throw new SignError('no-key', 'An endpoint needs at least one signing key.');
  const seconds = Math.floor(message.attemptedAt.getTime() / 1000);
  if (!Number.isSafeInteger(seconds))
    throw new SignError('bad-message', 'The time of the attempt is not a date.');
  const signed = Buffer.from(`${message.id}.${seconds}.${message.body}`, 'utf8');
  return {
    'webhook-id': message.id,
    'webhook-timestamp': String(seconds),
    'webhook-signature': keys.map((key) => signature(signed, key)).join(' '),
  };
}

function signature(signed: Buffer, key: string): string {
  if (key.startsWith('whsec_')) {
    return `v1,${createHmac('sha256', symmetricKey(key)).update(signed).digest('base64')}`;
  }
  if (key.startsWith('whsk_')) return `v1a,${signRaw(null, signed, privateKey(key)).toString('base64')}`;
  throw new SignError('bad-key', 'A signing key starts with whsec_ (HMAC) or whsk_ (ed25519).');
}

function symmetricKey(key: string): Buffer {
  const bytes = decode(key.slice('whsec_'.length));
  if (bytes.length < 24 || bytes.length > 64) {
    throw new SignError('bad-key', 'A whsec_ secret holds 24 to 64 bytes in base64.');
  }
  return bytes;
}

function privateKey(key: string): KeyObject {
  const bytes = decode(key.slice('whsk_'.length));
  if (bytes.length !== 32 && bytes.length !== 64) {
    throw new SignError('bad-key', 'A whsk_ key holds the 32-byte seed, or seed and public key, in base64.');
  }
  const der = Buffer.concat([ED25519_PKCS8_PREFIX, bytes.subarray(0, 32)]);
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
}

function decode(base64: string): Buffer {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64) || base64.length % 4 !== 0) {
    throw new SignError(
      'bad-key',
      'The part of a signing key after its prefix is standard base64 with padding.',
    );
  }
  return Buffer.from(base64, 'base64');
}
