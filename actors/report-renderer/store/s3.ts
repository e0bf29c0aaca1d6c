import { Client } from 'minio';
import { checkKey, type ObjectStore, type StoredObject } from '../../contracts/object-store.ts';
import { verify } from './checksum.ts';

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

/** Objects larger than this travel in parts. */
const PART_BYTES = 8 * 1024 * 1024;

/** Objects in an S3 bucket, made with versioning when it is not there. The client gives up after its own retries. */
export function createS3Store(options: S3Options): ObjectStore {
  const { bucket, region } = options;
  const url = new URL(options.endpoint);
  const client = new Client({
    endPoint: url.hostname,
    port: Number(url.port) || (url.protocol === 'https:' ? 443 : 80),
    useSSL: url.protocol === 'https:',
    accessKey: options.accessKey,
    secretKey: options.secretKey,
    region,
    partSize: PART_BYTES,
  });
  let ready: Promise<void> | undefined;

  /** Once for the process; a failure is tried again by the next caller. */
  function ensureBucket(): Promise<void> {
    ready ??= makeBucket(client, bucket, region).catch((error) => {
      ready = undefined;
      throw error;
    });
    return ready;
  }

  async function head(key: string, versionId?: string): Promise<StoredObject | undefined> {
    await ensureBucket();
    const found = await unlessMissing(
      client.statObject(bucket, checkKey(key), versionId ? { versionId } : {}),
    );
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

  return {
    head: (key) => head(key),
    async put(key, bytes, { mediaType, sha256 }) {
      verify(bytes, sha256);
      await ensureBucket();
      const headers = {
        'Content-Type': mediaType,
        'x-amz-meta-sha256': sha256,
        ...(options.encrypt ? { 'x-amz-server-side-encryption': 'AES256' } : {}),
      };
      const { etag, versionId } = await client.putObject(
        bucket,
        checkKey(key),
        Buffer.from(bytes),
        bytes.length,
        headers,
      );
      return { key, bytes: bytes.length, etag, mediaType, sha256, versionId: versionId ?? null };
    },
    async get(key, { range, versionId } = {}) {
      await ensureBucket();
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
      await ensureBucket();
      await client.removeObject(bucket, checkKey(key));
    },
    async purge(key) {
      await ensureBucket();
      const versions: { name: string; versionId?: string }[] = [];
      for await (const item of client.listObjects(bucket, checkKey(key), true, { IncludeVersion: true })) {
        if (item.name === key) versions.push({ name: key, versionId: item.versionId ?? undefined });
      }
      for (const { name, versionId } of versions) await client.removeObject(bucket, name, { versionId });
    },
    async list(prefix) {
      await ensureBucket();
      const keys: string[] = [];
      for await (const item of client.listObjectsV2(bucket, prefix, true))
        if (item.name) keys.push(item.name);
      return keys.sort();
    },
    async link(key, { seconds, fileName }) {
      const asked = { 'response-content-disposition': `attachment; filename="${fileName}"` };
      const url = await client.presignedGetObject(bucket, checkKey(key), seconds, asked);
      return { url, expiresAt: new Date(Date.now() + seconds * 1_000) };
    },
  };
}

async function makeBucket(client: Client, bucket: string, region: string): Promise<void> {
  if (!(await client.bucketExists(bucket))) await client.makeBucket(bucket, region);
  await client.setBucketVersioning(bucket, { Status: 'Enabled' });
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
