import { compileQuery, matchAll, type Query } from './compile.ts';
import { allShardsFailed, illegalArgument, parsing, refused } from './errors.ts';
import { type SortKey, type SortValue, sortKeys } from './sort.ts';
import { type SourceFilter, sourceFilter } from './source-filter.ts';

/** A parsed `_search` body. */
export interface SearchRequest {
  query: Query;
  size: number;
  from: number;
  sort: SortKey[];
  after: SortValue[] | null;
  source: SourceFilter;
  /** How far hits are counted; Infinity counts all, null leaves `hits.total` out. */
  countUpTo: number | null;
  trackScores: boolean;
  minScore: number | null;
  /** What the caller wants of each hit, for the statistics. */
  shape: 'whole' | 'status' | 'none';
}

/** `index.max_result_window` of the real indexes. */
const WINDOW = 10_000;
const KNOWN = new Set([
  'query',
  'size',
  'from',
  'sort',
  'search_after',
  '_source',
  'track_total_hits',
  'track_scores',
  'min_score',
  'timeout',
]);
const REAL_BUT_ABSENT = new Set([
  'aggs',
  'aggregations',
  'script_fields',
  'fields',
  'docvalue_fields',
  'stored_fields',
  'highlight',
  'collapse',
  'suggest',
  'post_filter',
  'rescore',
  'runtime_mappings',
  'explain',
  'version',
  'seq_no_primary_term',
  'pit',
  'slice',
  'profile',
  'knn',
]);

/**
 * Parses the text of a `_search` request to the index.
 *
 * @throws EsError with the status and body the real API answers.
 */
export function parseRequest(text: string, index: string): SearchRequest {
  const body = parseBody(text);
  for (const [key, value] of Object.entries(body)) {
    if (KNOWN.has(key)) continue;
    if (REAL_BUT_ABSENT.has(key))
      throw illegalArgument(`[${key}] is part of Elasticsearch but not of this sandbox`);
    throw parsing(text, key, `Unknown key for a ${tokenName(value)} in [${key}].`);
  }
  const size = count(body.size, 'size', 10);
  const from = count(body.from, 'from', 0);
  const sort = sortKeys(body.sort, text, index);
  const after = cursor(body.search_after, sort, from);
  const query = body.query === undefined ? matchAll : compileQuery(body.query, { text, index });
  if (from + size > WINDOW) {
    throw allShardsFailed(400, index, {
      type: 'illegal_argument_exception',
      reason:
        `Result window is too large, from + size must be less than or equal to: [${WINDOW}] but was [${from + size}]. ` +
        'See the scroll api for a more efficient way to request large data sets. This limit can be set by changing the ' +
        '[index.max_result_window] index level setting.',
    });
  }
  return {
    query,
    size,
    from,
    sort,
    after,
    source: sourceFilter(body._source, text),
    countUpTo: trackTotal(body.track_total_hits, text),
    trackScores: body.track_scores === true,
    minScore: typeof body.min_score === 'number' ? body.min_score : null,
    shape: shapeOf(body._source, size),
  };
}

function parseBody(text: string): Record<string, unknown> {
  if (text.trim() === '') return {};
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw refused(
      400,
      { type: 'x_content_parse_exception', reason: `[1:1] ${reason}` },
      {
        type: 'json_parse_exception',
        reason: `${reason}\n at [Source: (byte[])[${Buffer.byteLength(text)} bytes]; line: 1, column: 1]`,
      },
    );
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw parsing(text, '', `Expected [START_OBJECT] but found [${tokenName(body)}]`);
  }
  return body as Record<string, unknown>;
}

function count(value: unknown, name: string, absent: number): number {
  if (value === undefined || value === null) return absent;
  const number = typeof value === 'boolean' || value === '' ? Number.NaN : Math.trunc(Number(value));
  if (Number.isNaN(number)) {
    throw refused(400, { type: 'number_format_exception', reason: `For input string: "${String(value)}"` });
  }
  if (number < 0) throw illegalArgument(`[${name}] parameter cannot be negative, found [${number}]`);
  return number;
}

function cursor(value: unknown, sort: SortKey[], from: number): SortValue[] | null {
  if (value === undefined || value === null) return null;
  if (!Array.isArray(value) || value.length === 0)
    throw illegalArgument('Values must contains at least one value.');
  if (sort.length === 0) throw illegalArgument('Sort must contain at least one field.');
  if (value.length !== sort.length) {
    throw illegalArgument(`search_after has ${value.length} value(s) but sort has ${sort.length}.`);
  }
  if (from > 0) throw illegalArgument('`from` parameter must be set to 0 when `search_after` is used.');
  return sort.map((key, at) => key.cursor(value[at]));
}

function trackTotal(value: unknown, text: string): number | null {
  if (value === undefined || value === null) return WINDOW;
  if (value === true || value === 'true') return Number.POSITIVE_INFINITY;
  if (value === false || value === 'false') return null;
  const number = Number(value);
  if (!Number.isInteger(number))
    throw parsing(
      text,
      'track_total_hits',
      `Failed to parse value [${String(value)}] as only [true], [false] or an integer are allowed.`,
    );
  if (number === -1) return null;
  if (number < 0)
    throw illegalArgument(`[track_total_hits] parameter must be positive or equals to -1, got ${number}`);
  return number;
}

function shapeOf(spec: unknown, size: number): SearchRequest['shape'] {
  if (size === 0 || spec === false) return 'none';
  const whole = spec === undefined || spec === true;
  if (whole) return 'whole';
  const includes =
    typeof spec === 'string'
      ? [spec]
      : Array.isArray(spec)
        ? spec
        : (spec as { includes?: unknown }).includes;
  const excludes =
    Array.isArray(spec) || typeof spec === 'string' ? [] : (spec as { excludes?: unknown }).excludes;
  const names = (list: unknown) =>
    (Array.isArray(list) ? list : list === undefined ? [] : [list]).map(String);
  if (names(excludes).some((name) => name.startsWith('movimentos') || name === '*')) return 'status';
  const wanted = names(includes);
  return wanted.length === 0 || wanted.some((name) => name.startsWith('movimentos') || name.startsWith('*'))
    ? 'whole'
    : 'status';
}

function tokenName(value: unknown): string {
  if (value === null) return 'VALUE_NULL';
  if (Array.isArray(value)) return 'START_ARRAY';
  if (typeof value === 'object') return 'START_OBJECT';
  return typeof value === 'boolean'
    ? 'VALUE_BOOLEAN'
    : typeof value === 'number'
      ? 'VALUE_NUMBER'
      : 'VALUE_STRING';
}
