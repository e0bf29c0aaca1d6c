import type { Client } from 'minio';
import { checkKey, type ObjectStore, type Purged, type StoredObject } from '../../contracts/object-store.ts';
import { verify } from './checksum.ts';
import { PART_BYTES, putInParts } from './put-in-parts.ts';

export interface S3Options {
  /** `http://127.0.0.1:9000` */
  endpoint: string;
  accessKey: string;
  secretKey: string;
  bucket: string;
  region: string;
  /** The server encrypts what it keeps (SSE-S3). */
  encrypt: boolean;
}

/** What a server answers that does not do a thing, or not for this key; asking again changes nothing. */
const REFUSALS = new Set(['AccessDenied', 'NotImplemented', 'MethodNotAllowed']);

/** Objects in an S3 bucket, made with versioning when it is not there. The client gives up after its own retries. */
export function createS3Store(options: S3Options): ObjectStore {
  const { bucket } = options;
  let ready: Promise<Client> | undefined;

  /** Once for the process; a failure is tried again by the next caller. */
  function connected(): Promise<Client> {
    ready ??= connect(options).catch((error) => {
      ready = undefined;
      throw error;
    });
    return ready;
  }

  async function head(key: string): Promise<StoredObject | undefined> {
    const client = await connected();
    const found = await unlessMissing(client.statObject(bucket, checkKey(key)));
    if (!found) return undefined;
    return {
      key,
      bytes: found.size,
      etag: found.etag,
      mediaType: String(found.metaData['content-type'] ?? 'application/octet-stream'),
      sha256: (found.metaData.sha256 as string | undefined) ?? null,
      versionId: found.versionId ?? null,
    };
  }

  async function removeVersions(prefix: string, isMeant: (name: string) => boolean): Promise<void> {
    const client = await connected();
    const versions: { name: string; versionId?: string }[] = [];
    for await (const { name, versionId } of client.listObjects(bucket, prefix, true, {
      IncludeVersion: true,
    }))
      if (name && isMeant(name)) versions.push({ name, versionId: versionId ?? undefined });
    for (const { name, versionId } of versions) await client.removeObject(bucket, name, { versionId });
  }

  /** Ends uploads in parts that never came to their end: their parts are in no list of objects, and are paid for. */
  async function abortUploads(prefix: string, isMeant: (name: string) => boolean): Promise<Purged> {
    const client = await connected();
    try {
      const open: { key: string; uploadId: string }[] = [];
      for await (const { key, uploadId } of client.listIncompleteUploads(bucket, prefix, true))
        if (isMeant(key)) open.push({ key, uploadId });
      for (const { key, uploadId } of open) await client.abortMultipartUpload(bucket, key, uploadId);
      return { uploadsRefused: null };
    } catch (error) {
      const { code = '', message } = error as { code?: string; message: string };
      if (!REFUSALS.has(code)) throw error;
      return { uploadsRefused: `${code}: ${message}` };
    }
  }

  return {
    head,
    async put(key, bytes, { mediaType, sha256 }) {
      verify(bytes, sha256);
      const client = await connected();
      const headers = {
        'Content-Type': mediaType,
        'x-amz-meta-sha256': sha256,
        ...(options.encrypt ? { 'x-amz-server-side-encryption': 'AES256' } : {}),
      };
      const body = Buffer.from(bytes);
      const { etag, versionId } = await (body.length > PART_BYTES
        ? putInParts(client, { bucket, key: checkKey(key), headers }, body)
        : client.putObject(bucket, checkKey(key), body, body.length, headers));
      return { key, bytes: bytes.length, etag, mediaType, sha256, versionId: versionId ?? null };
    },
    async get(key, { range, versionId } = {}) {
      const client = await connected();
      const version = versionId ? { versionId } : {};
      const stream = await unlessMissing(
        range
          ? client.getPartialObject(bucket, checkKey(key), range.start, range.end - range.start + 1, version)
          : client.getObject(bucket, checkKey(key), version),
      );
      if (!stream) return undefined;
      const chunks: Uint8Array[] = [];
      for await (const chunk of stream) chunks.push(chunk);
      return new Uint8Array(Buffer.concat(chunks));
    },
    async delete(key) {
      const client = await connected();
      await client.removeObject(bucket, checkKey(key));
    },
    async purge(key) {
      await removeVersions(checkKey(key), (name) => name === key);
      return abortUploads(key, (name) => name === key);
    },
    async purgeAll(prefix) {
      await removeVersions(prefix, () => true);
      return abortUploads(prefix, () => true);
    },
    async list(prefix) {
      const client = await connected();
      const keys: string[] = [];
      for await (const item of client.listObjectsV2(bucket, prefix, true))
        if (item.name) keys.push(item.name);
      return keys.sort();
    },
  };
}

/** The client is loaded when there is an S3 to talk to. */
async function connect({ endpoint, accessKey, secretKey, bucket, region }: S3Options): Promise<Client> {
  const { Client } = await import('minio');
  const url = new URL(endpoint);
  const client = new Client({
    endPoint: url.hostname,
    port: Number(url.port) || (url.protocol === 'https:' ? 443 : 80),
    useSSL: url.protocol === 'https:',
    accessKey,
    secretKey,
    region,
    partSize: PART_BYTES,
  });
  if (!(await client.bucketExists(bucket))) await client.makeBucket(bucket, region);
  await client.setBucketVersioning(bucket, { Status: 'Enabled' });
  return client;
}

async function unlessMissing<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === 'NotFound' || code === 'NoSuchKey' || code === 'NoSuchVersion') return undefined;
    throw error;
  }
}
