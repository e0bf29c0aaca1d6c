import type { ByteRange, ObjectStore } from '../../contracts/object-store.ts';
import type { LinkSigner } from './links.ts';

/** Whether the object of a key is not given any more, whoever has a link to it. */
export type IsWithheld = (key: string) => Promise<boolean>;

/**
 * Answers the link to a stored file: 404 for a link that is not ours or has ended, or whose file is withheld, else the bytes with a
 * strong ETag, ranges (RFC 9110, one at a time) and a name to save them under.
 */
export async function serveDownload(
  request: Request,
  token: string,
  { store, links, isWithheld }: { store: ObjectStore; links: LinkSigner; isWithheld: IsWithheld },
): Promise<Response> {
  const link = links.open(token, new Date());
  const isGiven = link !== undefined && !(await isWithheld(link.key));
  const object = isGiven ? await store.head(link.key) : undefined;
  if (!link || !object) return new Response(null, { status: 404 });
  const etag = `"${object.etag}"`;
  const headers: Record<string, string> = {
    etag,
    'accept-ranges': 'bytes',
    'cache-control': 'private, no-cache',
    'content-type': object.mediaType,
    'content-disposition': `attachment; filename="${link.fileName}"`,
    // An HTML report is opened in a browser: nothing in it may run or call home.
    'content-security-policy':
      "default-src 'none'; img-src data:; font-src data:; style-src 'unsafe-inline'; sandbox",
  };
  if (isKnown(request.headers.get('if-none-match'), etag))
    return new Response(null, { status: 304, headers });
  const range = rangeOf(request, object.bytes, etag);
  if (range === 'unsatisfiable')
    return new Response(null, {
      status: 416,
      headers: { ...headers, 'content-range': `bytes */${object.bytes}` },
    });
  const bytes = await store.get(link.key, { range, versionId: object.versionId ?? undefined });
  if (!bytes) return new Response(null, { status: 404 });
  if (range) headers['content-range'] = `bytes ${range.start}-${range.end}/${object.bytes}`;
  return new Response(Buffer.from(bytes), { status: range ? 206 : 200, headers });
}

/** Whether the reader has it: If-None-Match is `*` or a list, compared weakly (RFC 9110, 13.1.2). */
function isKnown(header: string | null, etag: string): boolean {
  if (header === null) return false;
  const tags = header.match(/(?:W\/)?"[^"]*"/g) ?? [];
  return header.trim() === '*' || tags.some((tag) => tag.replace(/^W\//, '') === etag);
}

/** Undefined for the whole: no range, none that makes sense, several, or one of another content (If-Range). */
function rangeOf(request: Request, size: number, etag: string): ByteRange | 'unsatisfiable' | undefined {
  const found = /^bytes=(\d*)-(\d*)$/.exec(request.headers.get('range') ?? '');
  const condition = request.headers.get('if-range');
  if (!found || (condition !== null && condition !== etag)) return undefined;
  const [, from = '', to = ''] = found;
  if (from === '' && to === '') return undefined;
  if (from !== '' && to !== '' && Number(to) < Number(from)) return undefined;
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  return start >= size ? 'unsatisfiable' : { start, end };
}
