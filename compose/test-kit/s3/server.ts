import { randomUUID } from 'node:crypto';
import { onTheList } from '../servers.ts';
import { md5, problem, xml } from './answers.ts';
import { headersOf, kept, read, remove, type S3Version, store, versionXml } from './objects.ts';
import { type Credentials, judgeSignature } from './signature.ts';

export interface TestS3 {
  endpoint: string;
  credentials: Credentials;
  /** Requests as `METHOD key?query`, in order. */
  requests: string[];
  /** Versions of an object, newest first. */
  versions(key: string): S3Version[];
  /** The next requests answer 503. */
  fail(count: number): void;
  /** Requests that it matches answer 503, or with this problem; none without it. */
  refuse(pattern?: RegExp, how?: { status: number; code: string }): void;
  /** Keys of uploads in parts that were begun and neither ended nor aborted. */
  openUploads(): string[];
  stop(): Promise<void>;
}

/**
 * A server of the S3 wire protocol in memory, for tests through a real client. It judges Signature V4 in headers and in
 * presigned links (with their end), keeps versions and delete markers, and does: buckets (make, exist, versioning), PUT, GET with
 * ranges and If-None-Match, HEAD, DELETE by version, list v2, list of versions and of open uploads (one page), multipart uploads
 * with parts of 5 MiB at the least, and their abortion. It does not do: ACLs, policies, lifecycle rules, copying, streaming signatures, real encryption (the
 * header is remembered and told), paging.
 */
export function startS3(): TestS3 {
  const credentials = { accessKey: 'lux', secretKey: 'a-secret-of-the-tests' };
  const buckets = new Map<string, Map<string, S3Version[]>>();
  const uploads = new Map<
    string,
    { key: string; parts: Map<number, Uint8Array>; headers: Record<string, string> }
  >();
  const requests: string[] = [];
  let failures = 0;
  let refused: RegExp | undefined;
  let refusal = { status: 503, code: 'SlowDown' };

  async function answer(request: Request): Promise<Response> {
    const url = new URL(request.url);
    const [, bucket = '', ...rest] = decodeURIComponent(url.pathname).split('/');
    const key = rest.join('/');
    requests.push(`${request.method} ${key}${url.search}`);
    const body = new Uint8Array(await request.arrayBuffer());
    if (failures > 0 && failures--) return problem(503, 'SlowDown', 'asked to fail');
    if (refused?.test(requests.at(-1) ?? '')) return problem(refusal.status, refusal.code, 'refused');
    const verdict = judgeSignature(request, body, credentials);
    if (!verdict.ok) return problem(403, verdict.code, verdict.message);
    const q = url.searchParams;
    const objects = buckets.get(bucket);
    if (key === '') return aboutBucket(request.method, bucket, q, objects);
    if (!objects) return problem(404, 'NoSuchBucket', 'no bucket');
    if (q.has('uploads') || q.has('uploadId')) return multipart(request, objects, key, q, body);
    if (request.method === 'PUT') return kept(store(objects, key, body, md5(body), headersOf(request)));
    if (request.method === 'DELETE') return remove(objects, key, q.get('versionId'));
    return read(request, objects, key, q);
  }

  function aboutBucket(
    method: string,
    bucket: string,
    q: URLSearchParams,
    objects: Map<string, S3Version[]> | undefined,
  ): Response {
    if (method === 'PUT') {
      if (!objects) buckets.set(bucket, new Map());
      return new Response(null, { status: 200 });
    }
    if (!objects) return problem(404, 'NoSuchBucket', 'no bucket');
    if (method === 'HEAD') return new Response(null, { status: 200 });
    if (q.has('uploads')) return listUploads(q.get('prefix') ?? '');
    const prefix = q.get('prefix') ?? '';
    const keys = [...objects.keys()].filter((k) => k.startsWith(prefix)).sort();
    if (q.has('versions')) {
      const all = keys.flatMap((k) => (objects.get(k) ?? []).map((v) => versionXml(k, v)));
      return xml(`<ListVersionsResult><IsTruncated>false</IsTruncated>${all.join('')}</ListVersionsResult>`);
    }
    const live = keys.filter((k) => objects.get(k)?.[0]?.deleted === false);
    const items = live.map((k) => `<Contents><Key>${k}</Key><Size>1</Size><ETag>"x"</ETag></Contents>`);
    return xml(`<ListBucketResult><IsTruncated>false</IsTruncated>${items.join('')}</ListBucketResult>`);
  }

  function listUploads(prefix: string): Response {
    const open = [...uploads].filter(([, { key }]) => key.startsWith(prefix));
    const items = open.map(([id, { key }]) => `<Upload><Key>${key}</Key><UploadId>${id}</UploadId></Upload>`);
    return xml(
      `<ListMultipartUploadsResult><IsTruncated>false</IsTruncated>${items.join('')}</ListMultipartUploadsResult>`,
    );
  }

  function multipart(
    request: Request,
    objects: Map<string, S3Version[]>,
    key: string,
    q: URLSearchParams,
    body: Uint8Array,
  ): Response {
    if (q.has('uploads')) {
      const id = randomUUID();
      uploads.set(id, { key, parts: new Map(), headers: headersOf(request) });
      return xml(`<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`);
    }
    const upload = uploads.get(q.get('uploadId') ?? '');
    if (!upload) return problem(404, 'NoSuchUpload', 'no such upload');
    if (request.method === 'DELETE') {
      uploads.delete(q.get('uploadId') ?? '');
      return new Response(null, { status: 204 });
    }
    if (request.method === 'GET') return listParts(upload.parts);
    if (request.method === 'PUT') {
      upload.parts.set(Number(q.get('partNumber')), body);
      return new Response(null, { headers: { etag: `"${md5(body)}"` } });
    }
    const parts = [...upload.parts].sort(([a], [b]) => a - b).map(([, bytes]) => bytes);
    if (parts.slice(0, -1).some((part) => part.length < 5 * 1024 * 1024))
      return problem(400, 'EntityTooSmall', 'a part is too small');
    uploads.delete(q.get('uploadId') ?? '');
    const digest = md5(Buffer.concat(parts.map((part) => Buffer.from(md5(part), 'hex'))));
    const version = store(objects, key, Buffer.concat(parts), `${digest}-${parts.length}`, upload.headers);
    const result = `<CompleteMultipartUploadResult><Location>/</Location><Bucket>lux</Bucket><Key>${key}</Key><ETag>"${version.etag}"</ETag></CompleteMultipartUploadResult>`;
    return xml(result, { 'x-amz-version-id': version.versionId });
  }

  const server = Bun.serve({ port: 0, hostname: '127.0.0.1', fetch: answer });
  const stop = onTheList(async () => {
    await server.stop(true);
  });
  return {
    endpoint: `http://127.0.0.1:${server.port}`,
    credentials,
    requests,
    versions: (key) => [...buckets.values()].flatMap((objects) => objects.get(key) ?? []),
    fail(count) {
      failures = count;
    },
    refuse(pattern, how = { status: 503, code: 'SlowDown' }) {
      refused = pattern;
      refusal = how;
    },
    openUploads: () => [...uploads.values()].map(({ key }) => key),
    stop,
  };
}

/** What a client that goes on with an upload asks. */
function listParts(parts: ReadonlyMap<number, Uint8Array>): Response {
  const items = [...parts].map(
    ([number, bytes]) =>
      `<Part><PartNumber>${number}</PartNumber><ETag>"${md5(bytes)}"</ETag><Size>${bytes.length}</Size></Part>`,
  );
  return xml(`<ListPartsResult><IsTruncated>false</IsTruncated>${items.join('')}</ListPartsResult>`);
}
