/** A stretch of an object in bytes, both ends included. */
export interface ByteRange {
  start: number;
  end: number;
}

export interface StoredObject {
  key: string;
  bytes: number;
  /** Strong, without quotes: changes with the content. */
  etag: string;
  mediaType: string;
  /** Hexadecimal SHA-256 that was given when it was put. */
  sha256: string | null;
  /** Of this very content; null where the store keeps no versions. */
  versionId: string | null;
}

export interface Purged {
  /** Why the store would not end uploads that were cut short, which may have left parts behind; null when none is left. */
  uploadsRefused: string | null;
}

/**
 * Where documents lie. Keys are `<tenant>/<...>`, of letters, digits, `-`, `_`, `.` and `/`. Two implementations (a directory,
 * S3) pass one contract test. Every call that reads answers undefined for an object that is not there.
 */
export interface ObjectStore {
  /**
   * Stores an object whole or not at all: a reader sees the one before or this one. Bytes that do not have `sha256` are refused.
   * @throws ChecksumError
   */
  put(key: string, bytes: Uint8Array, options: { mediaType: string; sha256: string }): Promise<StoredObject>;
  head(key: string): Promise<StoredObject | undefined>;
  /** A version that was overwritten or deleted is read by its id. */
  get(key: string, options?: { range?: ByteRange; versionId?: string }): Promise<Uint8Array | undefined>;
  /** Deleting what is not there is no error. Versions before stay. */
  delete(key: string): Promise<void>;
  /** Deletes an object with every version of it: the end of its retention. */
  purge(key: string): Promise<Purged>;
  /** Deletes every version of all that begins with `prefix`, also what a kill left half put. */
  purgeAll(prefix: string): Promise<Purged>;
  /** Keys that begin with `prefix`, in order. */
  list(prefix: string): Promise<string[]>;
}

/** The bytes are not those that were announced. */
export class ChecksumError extends Error {
  override name = 'ChecksumError';
}

/** @throws RangeError for a key that could leave the place of its tenant. */
export function checkKey(key: string): string {
  const parts = key.split('/');
  const fine = parts.length > 1 && parts.every((part) => /^[\w.-]{1,100}$/.test(part) && !/^\.+$/.test(part));
  if (!fine || key.length > 500) throw new RangeError(`not the key of an object: ${key.slice(0, 80)}`);
  return key;
}
