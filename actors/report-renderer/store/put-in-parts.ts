import { createHash } from 'node:crypto';
import type { Client } from 'minio';

/** No part but the last may be under 5 MiB; there are 10,000 at the most. */
export const PART_BYTES = 8 * 1024 * 1024;

/**
 * Puts an object as an upload of its own. The client's own way lists the uploads of the key and goes on with the newest, also with
 * one that another process is at. One that failed leaves no parts behind; those of one that was killed go with their prefix.
 */
export async function putInParts(
  client: Client,
  { bucket, key, headers }: { bucket: string; key: string; headers: Record<string, string> },
  bytes: Buffer,
): Promise<{ etag: string; versionId: string | null }> {
  const uploadID = await client.initiateNewMultipartUpload(bucket, key, headers);
  try {
    const done: { part: number; etag: string }[] = [];
    for (let from = 0; from < bytes.length; from += PART_BYTES) {
      const part = bytes.subarray(from, from + PART_BYTES);
      const headers = { 'Content-MD5': createHash('md5').update(part).digest('base64') };
      const place = { bucketName: bucket, objectName: key, uploadID, partNumber: done.length + 1, headers };
      const { etag } = await client.uploadPart(place, part);
      done.push({ part: place.partNumber, etag });
    }
    return await client.completeMultipartUpload(bucket, key, uploadID, done);
  } catch (error) {
    await client.abortMultipartUpload(bucket, key, uploadID).catch((more) => {
      throw new AggregateError([error, more], `${key} could not be put, and its parts not be removed`);
    });
    throw error;
  }
}
