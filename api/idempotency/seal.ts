import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** Seals saved answers and fingerprints requests with keys made from the server's secret. */
export interface Sealer {
  /** Keyed, because a plain hash of a body with a password in it could be guessed at. */
  fingerprint(parts: readonly (string | Uint8Array)[]): string;
  seal(text: string): string;
  /** @throws Error when it was sealed with another secret */
  open(sealed: string): string;
}

/** A saved answer may hold an API key or a refresh token, which are nowhere else in the database. */
export function createSealer(secret: Uint8Array): Sealer {
  const key = (info: string) => Buffer.from(hkdfSync('sha256', secret, '', `direito-lux ${info}`, 32));
  const sealing = key('idempotency answer');
  const printing = key('idempotency fingerprint');
  return {
    fingerprint(parts) {
      const hmac = createHmac('sha256', printing);
      for (const part of parts) {
        const bytes = typeof part === 'string' ? Buffer.from(part) : part;
        hmac.update(`${bytes.length}:`).update(bytes);
      }
      return hmac.digest('hex');
    },
    seal(text) {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', sealing, iv);
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64');
    },
    open(sealed) {
      const bytes = Buffer.from(sealed, 'base64');
      const decipher = createDecipheriv('aes-256-gcm', sealing, bytes.subarray(0, 12));
      decipher.setAuthTag(bytes.subarray(12, 28));
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
    },
  };
}
