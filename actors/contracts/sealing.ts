import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** A secret that cannot be sealed or opened. Never carries key material nor plaintext. */
export class SealError extends Error {
  override readonly name = 'SealError';
  constructor(
    readonly kind: 'bad-keys' | 'malformed' | 'unknown-key' | 'tampered',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export interface SealingKey {
  id: string;
  bytes: Buffer;
}

export interface SealingKeys {
  /** Seals. The others only open what was sealed before a rotation. */
  current: SealingKey;
  byId: ReadonlyMap<string, SealingKey>;
}

/** What a sealed secret belongs to: it opens nowhere else. The first word says what kind of secret it is. */
export type SealBinding = readonly [purpose: string, ...owner: string[]];

const VERSION = 's1';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Reads `id:base64,id2:base64` (32-byte keys; the first is current).
 * Throws SealError 'bad-keys' naming every problem by position, never by value.
 */
export function parseSealingKeys(text: string): SealingKeys {
  const problems: string[] = [];
  const byId = new Map<string, SealingKey>();
  for (const [index, part] of text.split(',').entries()) {
    const [id = '', base64 = '', ...rest] = part.trim().split(':');
    const bytes = Buffer.from(base64, 'base64');
    const place = `key ${index + 1}`;
    if (rest.length > 0 || !/^[A-Za-z0-9_-]{1,32}$/.test(id)) {
      problems.push(`${place}: write it as id:base64, the id of up to 32 letters, digits, _ or -`);
    } else if (bytes.length !== 32 || bytes.toString('base64') !== base64) {
      problems.push(`${place} (${id}): needs 32 bytes in base64, as from: openssl rand -base64 32`);
    } else if (byId.has(id)) {
      problems.push(`${place} (${id}): this id is already taken`);
    } else byId.set(id, { id, bytes });
  }
  const [current] = byId.values();
  if (problems.length > 0 || !current)
    throw new SealError('bad-keys', `Sealing keys: ${problems.join('; ')}.`);
  return { current, byId };
}

/** AES-256-GCM under the current key: `s1.<key id>.<iv>.<ciphertext and tag>`, base64url parts. */
export function seal(keys: SealingKeys, binding: SealBinding, plaintext: string): string {
  const { id, bytes } = keys.current;
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', bytes, iv);
  cipher.setAAD(boundTo(binding, id));
  const sealed = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return [VERSION, id, iv.toString('base64url'), sealed.toString('base64url')].join('.');
}

/** The plaintext. Throws SealError 'malformed', 'unknown-key' or 'tampered' (also: another owner's secret). */
export function open(keys: SealingKeys, binding: SealBinding, text: string): string {
  const { keyId, iv, sealed } = parse(text);
  const key = keys.byId.get(keyId);
  if (!key) {
    throw new SealError(
      'unknown-key',
      `The secret is sealed under key ${keyId}, which is not among the given keys.`,
    );
  }
  const decipher = createDecipheriv('aes-256-gcm', key.bytes, iv, { authTagLength: TAG_BYTES });
  decipher.setAAD(boundTo(binding, keyId));
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
  try {
    const body = decipher.update(sealed.subarray(0, sealed.length - TAG_BYTES));
    return Buffer.concat([body, decipher.final()]).toString('utf8');
  } catch (cause) {
    const message = `The secret does not open under key ${keyId}: it was changed, belongs elsewhere, or the key is not the same.`;
    throw new SealError('tampered', message, { cause });
  }
}

/** True when sealed under a key that is no longer current, so that a writer can seal it anew. */
export function needsReseal(keys: SealingKeys, text: string): boolean {
  return parse(text).keyId !== keys.current.id;
}

function parse(text: string): { keyId: string; iv: Buffer; sealed: Buffer } {
  const [version, keyId, ivText, sealedText, ...rest] = text.split('.');
  const iv = Buffer.from(ivText ?? '', 'base64url');
  const sealed = Buffer.from(sealedText ?? '', 'base64url');
  if (
    version !== VERSION ||
    !keyId ||
    rest.length > 0 ||
    iv.length !== IV_BYTES ||
    sealed.length < TAG_BYTES
  ) {
    throw new SealError('malformed', 'This is not a sealed secret.');
  }
  return { keyId, iv, sealed };
}

function boundTo([purpose, ...owner]: SealBinding, keyId: string): Buffer {
  return Buffer.from(JSON.stringify([purpose, VERSION, keyId, ...owner]));
}
