import { randomUUID } from 'node:crypto';
import { problem } from './answers.ts';

/** What the server holds of one version of an object. */
export interface S3Version {
  versionId: string;
  bytes: Uint8Array;
  etag: string;
  headers: Record<string, string>;
  deleted: boolean;
}

export function store(
  objects: Map<string, S3Version[]>,
  key: string,
  bytes: Uint8Array,
  etag: string,
  headers: Record<string, string>,
): S3Version {
  const version = { versionId: randomUUID(), bytes, etag, headers, deleted: false };
  objects.set(key, [version, ...(objects.get(key) ?? [])]);
  return version;
}

export function kept(version: S3Version): Response {
  const headers = { etag: `"${version.etag}"`, 'x-amz-version-id': version.versionId };
  return new Response(null, { status: 200, headers });
}

export function remove(objects: Map<string, S3Version[]>, key: string, versionId: string | null): Response {
  const versions = objects.get(key) ?? [];
  if (versionId !== null)
    objects.set(
      key,
      versions.filter((v) => v.versionId !== versionId),
    );
  else if (versions.length > 0)
    objects.set(key, [
      { versionId: randomUUID(), bytes: new Uint8Array(), etag: '', headers: {}, deleted: true },
      ...versions,
    ]);
  return new Response(null, { status: 204 });
}

export function read(
  request: Request,
  objects: Map<string, S3Version[]>,
  key: string,
  q: URLSearchParams,
): Response {
  const asked = q.get('versionId');
  const versions = objects.get(key) ?? [];
  const version = asked === null ? versions[0] : versions.find((v) => v.versionId === asked);
  if (!version || version.deleted) {
    const code = asked === null ? 'NoSuchKey' : 'NoSuchVersion';
    return request.method === 'HEAD'
      ? new Response(null, { status: 404 })
      : problem(404, code, 'nothing there');
  }
  const headers: Record<string, string> = {
    ...version.headers,
    etag: `"${version.etag}"`,
    'x-amz-version-id': version.versionId,
    'accept-ranges': 'bytes',
    'last-modified': new Date(0).toUTCString(),
  };
  const disposition = q.get('response-content-disposition');
  if (disposition) headers['content-disposition'] = disposition;
  if (request.headers.get('if-none-match') === headers.etag)
    return new Response(null, { status: 304, headers });
  const size = version.bytes.length;
  if (request.method === 'HEAD')
    return new Response(null, { headers: { ...headers, 'content-length': String(size) } });
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.get('range') ?? '');
  if (!range) return new Response(Buffer.from(version.bytes), { headers });
  const start = Number(range[1]);
  const end = Math.min(range[2] ? Number(range[2]) : size - 1, size - 1);
  if (start >= size) return problem(416, 'InvalidRange', 'out of range');
  headers['content-range'] = `bytes ${start}-${end}/${size}`;
  return new Response(Buffer.from(version.bytes.slice(start, end + 1)), { status: 206, headers });
}

export function headersOf(request: Request): Record<string, string> {
  const kept = [...request.headers].filter(
    ([name]) =>
      name === 'content-type' || name.startsWith('x-amz-meta-') || name === 'x-amz-server-side-encryption',
  );
  return Object.fromEntries(kept);
}

export function versionXml(key: string, { versionId, deleted, bytes }: S3Version): string {
  const tag = deleted ? 'DeleteMarker' : 'Version';
  return `<${tag}><Key>${key}</Key><VersionId>${versionId}</VersionId><Size>${bytes.length}</Size><IsLatest>false</IsLatest></${tag}>`;
}
