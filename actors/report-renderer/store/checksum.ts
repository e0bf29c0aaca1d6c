import { createHash } from 'node:crypto';
import { ChecksumError } from '../../contracts/object-store.ts';

/** Hexadecimal. */
export function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** @throws ChecksumError when the bytes are others than announced. */
export function verify(bytes: Uint8Array, announced: string): void {
  if (sha256(bytes) !== announced)
    throw new ChecksumError('the bytes do not have the SHA-256 that was announced');
}
