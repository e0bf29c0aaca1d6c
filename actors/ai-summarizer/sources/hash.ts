import { createHash } from 'node:crypto';

/** SHA-256 of values that belong together, in hexadecimal. */
export function hashOf(...parts: readonly string[]): string {
  const hash = createHash('sha256');
  // The length in front: ('ab', 'c') is not ('a', 'bc').
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}:`).update(part);
  return hash.digest('hex');
}
