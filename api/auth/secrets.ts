import { createHash, randomBytes } from 'node:crypto';

/** An API key: `lux_` and 32 random bytes in base64url. Shown once. */
export function newApiKey(): string {
  return `lux_${randomBytes(32).toString('base64url')}`;
}

/** A refresh token: `lrt_` and 32 random bytes in base64url. */
export function newRefreshToken(): string {
  return `lrt_${randomBytes(32).toString('base64url')}`;
}

/** What is stored of a secret: SHA-256, hex. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Whether `text` could be an API key at all. */
export function looksLikeApiKey(text: string): boolean {
  return /^lux_[A-Za-z0-9_-]{43}$/.test(text);
}

/** The part of an API key that people may see, to tell keys apart. */
export function visiblePrefix(secret: string): string {
  return secret.slice(0, 10);
}
