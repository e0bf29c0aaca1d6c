import { createHash } from 'node:crypto';
import { Problem } from '../problems/problem.ts';

/** The strong ETag of a version (or of any text that changes with the content). */
export function etagOf(version: number | string): string {
  return `"${version}"`;
}

/** The ETag of something without a version: a hash of what is shown. */
export function etagOfContent(value: unknown): string {
  return etagOf(createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 22));
}

interface Answer {
  request: Request;
  set: { headers: Record<string, string | number> };
}

/**
 * Answers a read: `value` with its ETag, or 304 when the caller has it already (If-None-Match, RFC 9110 13.1.2).
 * `return conditional(context, etagOf(row.version), show(row))`
 */
export function conditional<T>({ request, set }: Answer, etag: string, value: T): T {
  const known = request.headers.get('if-none-match');
  if (known !== null && (known.trim() === '*' || listOf(known).includes(etag)))
    // Elysia takes a Response from any handler; its types want the handler's own answer.
    return new Response(null, { status: 304, headers: { etag } }) as T;
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
  // What follows the version (how fresh the rest is) does not matter to an update.
  const match = /^"(\d{1,9})(?:\.[\w-]+)?"$/.exec(header.trim());
  if (!match) throw new Problem('version-mismatch');
  return Number(match[1]);
}

function listOf(header: string): string[] {
  return header.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
}
