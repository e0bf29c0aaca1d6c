import { Problem } from '../problems/problem.ts';

/** The strong ETag of a version (or of any text that changes with the content). */
export function etagOf(version: number | string): string {
  return `"${version}"`;
}

interface Answer {
  request: Request;
  set: { headers: Record<string, string | number> };
}

/**
 * Answers a read: `value` with its ETag, or 304 when the caller has it already (If-None-Match, RFC 9110 13.1.2).
 * `return conditional(context, etagOf(row.version), show(row))`
 */
export function conditional<T>({ request, set }: Answer, etag: string, value: T): T | Response {
  const known = request.headers.get('if-none-match');
  if (known !== null && (known.trim() === '*' || listOf(known).includes(etag)))
    return new Response(null, { status: 304, headers: { etag } });
  set.headers.etag = etag;
  return value;
}

/**
 * The version an update is based on, from If-Match; undefined for `*`.
 * @throws Problem precondition-required (428) without the header, version-mismatch (412) when it is no ETag of ours
 */
export function expectedVersion(request: Request): number | undefined {
  const header = request.headers.get('if-match');
  if (header === null) {
    const message = 'The header is missing.';
    const fix = 'Send the ETag of your last read, or * to overwrite whatever is there.';
    throw new Problem('precondition-required', { errors: [{ location: 'header.if-match', message, fix }] });
  }
  if (header.trim() === '*') return undefined;
  const match = /^"(\d{1,9})"$/.exec(header.trim());
  if (!match) throw new Problem('version-mismatch');
  return Number(match[1]);
}

function listOf(header: string): string[] {
  return header.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
}
