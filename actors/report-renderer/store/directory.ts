import { mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { checkKey, type ObjectStore, type StoredObject } from '../../contracts/object-store.ts';
import { verify } from './checksum.ts';

/**
 * Objects in a directory of this machine. An object is a folder with a file for each version and `@current`, which names the
 * one that counts; `@` cannot be in a key. What is written is renamed into its place when it is complete.
 */
export function createDirectoryStore({ root }: { root: string }): ObjectStore {
  const folder = (key: string) => join(root, checkKey(key));

  async function head(key: string): Promise<StoredObject | undefined> {
    const text = await unlessMissing(readFile(join(folder(key), '@current'), 'utf8'));
    return text === undefined ? undefined : (JSON.parse(text) as StoredObject);
  }

  /** Versions and pointers of the objects whose keys begin so, below the root. */
  async function filesBelow(prefix: string): Promise<string[]> {
    const below = dirname(checkKey(`${prefix}x`));
    const found = (await unlessMissing(readdir(join(root, below), { recursive: true }))) ?? [];
    return found
      .map((path) => join(below, path))
      .filter((path) => path.includes('/@') && dirname(path).startsWith(prefix));
  }

  return {
    head,
    async put(key, bytes, { mediaType, sha256 }) {
      verify(bytes, sha256);
      const versionId = Bun.randomUUIDv7();
      const stored = { key, bytes: bytes.length, etag: sha256, mediaType, sha256, versionId };
      await mkdir(folder(key), { recursive: true });
      await writeFile(join(folder(key), `@${versionId}`), bytes, { flush: true });
      const pointer = join(folder(key), `@${versionId}.new`);
      await writeFile(pointer, JSON.stringify(stored));
      await rename(pointer, join(folder(key), '@current'));
      return stored;
    },
    async get(key, { range, versionId } = {}) {
      const version = versionId ?? (await head(key))?.versionId;
      if (version === undefined || version === null || !/^[\w-]{1,64}$/.test(version)) return undefined;
      const path = join(folder(key), `@${version}`);
      if (!range) return unlessMissing(readFile(path).then((bytes) => new Uint8Array(bytes)));
      return unlessMissing(readStretch(path, range.start, range.end));
    },
    async delete(key) {
      await rm(join(folder(key), '@current'), { force: true });
    },
    async purge(key) {
      const names = (await unlessMissing(readdir(folder(key)))) ?? [];
      for (const name of names.filter((n) => n.startsWith('@'))) await rm(join(folder(key), name));
      return { uploadsRefused: null };
    },
    async purgeAll(prefix) {
      for (const path of await filesBelow(prefix)) await rm(join(root, path), { force: true });
      return { uploadsRefused: null };
    },
    async list(prefix) {
      const found = await filesBelow(prefix);
      return found
        .filter((path) => path.endsWith('/@current'))
        .map((path) => dirname(path))
        .sort();
    },
  };
}

async function readStretch(path: string, start: number, end: number): Promise<Uint8Array> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const buffer = new Uint8Array(Math.max(0, Math.min(end, size - 1) - start + 1));
    await file.read(buffer, 0, buffer.length, start);
    return buffer;
  } finally {
    await file.close();
  }
}

async function unlessMissing<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}
