import { createHash } from 'node:crypto';
import { type TSchema, Type } from '@sinclair/typebox';
import { t } from 'elysia';
import { Problem } from '../problems/problem.ts';

/** Spread into the query schema of every list. */
export const pageQuery = {
  limit: t.Integer({
    minimum: 1,
    maximum: 200,
    default: 50,
    description: 'Entries on a page',
    examples: [50],
  }),
  cursor: t.Optional(
    Type.String({
      maxLength: 1_000,
      description: '`nextCursor` of the page before, unchanged',
      examples: ['WyJ4Il0'],
    }),
  ),
};

/** Schema of a page of `item`. */
export function pageOf<T extends TSchema>(item: T, description = 'A page') {
  return Type.Object(
    {
      data: Type.Array(item),
      nextCursor: Type.Union([Type.String(), Type.Null()], {
        description: 'null on the last page',
        examples: [null],
      }),
    },
    { description },
  );
}

/** Kinds of sort keys: an ISO 8601 instant, a whole number, any text. */
export type KeyKind = 'instant' | 'integer' | 'text';

/**
 * One ordered list: `keys` are the kinds of its sort keys, `filter` is everything that a cursor must not outlive (filters, order).
 * A cursor is base64url JSON: the hash of the filter, then the sort keys of the last entry.
 */
export function keyset<const K extends readonly KeyKind[]>(keys: K, filter: unknown = null) {
  const hash = createHash('sha256').update(JSON.stringify(filter)).digest('base64url').slice(0, 8);
  const text = (key: string | number | Date) => (key instanceof Date ? key.toISOString() : String(key));
  const cursor = (sortKeys: readonly (string | number | Date)[]) =>
    Buffer.from(JSON.stringify([hash, ...sortKeys.map(text)])).toString('base64url');
  return {
    /** The cursor of a place in the list, given by its sort keys. */
    cursor,
    /** Sort keys after which the page begins, as strings for SQL; undefined for the first page. @throws Problem invalid-cursor */
    after(given: string | undefined): { [I in keyof K]: string } | undefined {
      if (given === undefined) return undefined;
      const parts = parse(given);
      if (!parts || parts.length !== keys.length + 1 || !keys.every((kind, i) => fits(kind, parts[i + 1])))
        throw invalid('It is not a cursor of this list.');
      if (parts[0] !== hash) throw invalid('It belongs to a list with other filters or another order.');
      return parts.slice(1) as { [I in keyof K]: string };
    },
    /** Makes the page of up to `limit + 1` rows: the row too many only tells that there is more. */
    page<R, T>(
      rows: readonly R[],
      limit: number,
      keysOf: (row: R) => (string | number | Date)[],
      show: (row: R) => T,
    ) {
      const last = rows.length > limit ? rows[limit - 1] : undefined;
      const nextCursor = last ? cursor(keysOf(last)) : null;
      return { data: rows.slice(0, limit).map(show), nextCursor };
    },
  };
}

const INSTANT = /^(?!0000)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

function parse(cursor: string): string[] | undefined {
  if (!/^[A-Za-z0-9_-]+$/.test(cursor)) return undefined;
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(parts) && parts.every((part) => typeof part === 'string') ? parts : undefined;
  } catch {
    // Not JSON: the same answer as for anything else that is no cursor.
    return undefined;
  }
}

function fits(kind: KeyKind, text: string | undefined): boolean {
  if (text === undefined || text.includes('\0') || !text.isWellFormed()) return false;
  if (kind === 'instant')
    // Postgres has no year 0, and other days in February than some parsers.
    return INSTANT.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString() === text;
  return kind === 'text' || (/^\d{1,19}$/.test(text) && BigInt(text) < 2n ** 63n);
}

function invalid(message: string): Problem {
  const fix = 'Send nextCursor of the page before, unchanged, with the same filters.';
  return new Problem('invalid-cursor', {
    detail: message,
    errors: [{ location: 'query.cursor', message, fix }],
  });
}
