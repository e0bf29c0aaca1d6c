import type { CourtView } from '../data/court-index.ts';
import type { CourtRecord } from '../wire.ts';
import { analyse } from './analyse.ts';
import type { Compiling, Query } from './compile.ts';
import { indexedDate, queryDate } from './dates.ts';
import { allShardsFailed, parsing } from './errors.ts';
import { type Field, fieldOf, valuesOf } from './fields.ts';

/** `index.max_terms_count` of the real indexes. */
const MAX_TERMS = 65_536;

const NOTHING: Query = { test: () => false, score: () => 0, candidates: () => [], heavy: false, numbers: 0 };

/** `term`: the exact indexed term. On analysed text that is one lower-case token: `grau: "G1"` finds nothing. */
export function termQuery(name: string, body: unknown, context: Compiling): Query {
  return exact(name, [option(body, 'value')], context, 'term');
}

/** `terms`: any of up to 65,536 exact terms of one field; numbers of cases are looked up in an index. */
export function termsQuery(body: Record<string, unknown>, context: Compiling): Query {
  const entries = Object.entries(body).filter(([key]) => key !== 'boost' && key !== '_name');
  const [first, second] = entries;
  if (!first)
    throw parsing(
      context.text,
      'terms',
      '[terms] query requires a field name, followed by array of terms or a document lookup specification',
    );
  if (second) throw parsing(context.text, second[0], `[terms] query does not support multiple fields`);
  const [name, values] = first;
  if (!Array.isArray(values)) {
    throw parsing(context.text, name, `[terms] query does not support [${name}]`);
  }
  if (values.length > MAX_TERMS) throw tooManyTerms(values.length, context);
  return exact(name, values, context, 'terms');
}

/** `match`: analysed text, any token unless `operator: and`; other kinds of field match exactly. */
export function matchQuery(name: string, body: unknown, context: Compiling): Query {
  const field = fieldOf(name);
  const text = option(body, 'query');
  if (text === undefined) throw parsing(context.text, 'match', 'No text specified for text query');
  if (field?.kind !== 'text') return exact(name, [text], context, 'match');
  const tokens = [...new Set(analyse(String(text)))];
  if (tokens.length === 0) return NOTHING;
  const every = String(option(body, 'operator', 'or')).toLowerCase() === 'and';
  if (tokens.length === 1 || !every) return tokenQuery(field, tokens);
  const single = tokens.map((token) => tokenQuery(field, [token]));
  return {
    ...tokenQuery(field, tokens),
    test: (record) => single.every((query) => query.test(record)),
    candidates: () => null,
  };
}

/** `match_phrase`: the tokens in this order, side by side, inside one value. */
export function phraseQuery(name: string, body: unknown, context: Compiling): Query {
  const field = fieldOf(name);
  if (field?.kind !== 'text') return matchQuery(name, body, context);
  const wanted = ` ${analyse(String(option(body, 'query'))).join(' ')} `;
  return scan(field, (value) => ` ${analyse(String(value)).join(' ')} `.includes(wanted));
}

/** `prefix` and `wildcard` (`*`, `?`) over terms: tokens of text, whole values of keywords. */
export function patternQuery(
  kind: 'prefix' | 'wildcard',
  name: string,
  body: unknown,
  _context: Compiling,
): Query {
  const field = fieldOf(name);
  if (!field || field.kind === 'long' || field.kind === 'date') return NOTHING;
  const text = String(option(body, 'value'));
  const source = text.replace(/[.\\^$+()[\]{}|*?]/g, (char) => {
    if (kind === 'wildcard' && char === '*') return '.*';
    return kind === 'wildcard' && char === '?' ? '.' : `\\${char}`;
  });
  const pattern = new RegExp(kind === 'prefix' ? `^${source}` : `^${source}$`, 's');
  return scan(field, (value) => terms(field, value).some((term) => pattern.test(term)));
}

function exact(name: string, values: unknown[], context: Compiling, kind: string): Query {
  const field = fieldOf(name);
  if (!field) return NOTHING;
  for (const value of values) {
    if (value !== null && typeof value === 'object') {
      throw parsing(context.text, name, `[${kind}] query does not support [${name}]`);
    }
  }
  if (field.kind === 'long') return numberQuery(field, values, context);
  if (field.kind === 'date') {
    const spans = values.map((value) => queryDate(value, undefined, 'Z'));
    return scan(field, (value) => {
      const at = indexedDate(value);
      return at !== null && spans.some((span) => at >= span.start && at <= span.end);
    });
  }
  return tokenQuery(field, values.map(String));
}

function numberQuery(field: Field, values: unknown[], context: Compiling): Query {
  const wanted = new Set<number>();
  for (const value of values) {
    const number = typeof value === 'boolean' || value === '' ? Number.NaN : Number(value);
    if (Number.isNaN(number)) {
      const reason = `failed to create query: For input string: "${String(value)}"`;
      const cause = { type: 'number_format_exception', reason: `For input string: "${String(value)}"` };
      throw allShardsFailed(
        400,
        context.index,
        { type: 'query_shard_exception', reason, index: context.index },
        cause,
      );
    }
    wanted.add(number);
  }
  return scan(field, (value) => wanted.has(Number(value)));
}

/** Any of these terms, as indexed. Case numbers and ids never scan: the court keeps a map of them. */
function tokenQuery(field: Field, list: string[]): Query {
  const wanted = new Set(list);
  const base = scan(field, (value) => terms(field, value).some((term) => wanted.has(term)));
  if (field.path !== 'numeroProcesso') return base;
  return {
    ...base,
    test: (record) => wanted.has(record.number),
    score: () => NUMBER_SCORE,
    candidates: (court: CourtView) => court.byNumbers(wanted),
    numbers: wanted.size,
  };
}

/** About what BM25 gives a term that one document in some millions has. */
const NUMBER_SCORE = 14.704268;

function terms(field: Field, value: unknown): string[] {
  const text = String(value);
  return field.kind === 'text' ? analyse(text) : [text];
}

function scan(field: Field, accept: (value: unknown) => boolean): Query {
  return {
    test: (record: CourtRecord) => valuesOf(record, field).some(accept),
    score: () => 1,
    candidates: () => null,
    heavy: field.heavy,
    numbers: 0,
  };
}

function option(body: unknown, key: string, absent?: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return absent ?? body;
  return (body as Record<string, unknown>)[key] ?? absent;
}

function tooManyTerms(count: number, context: Compiling) {
  const reason =
    `The number of terms [${count}] used in the Terms Query request has exceeded the allowed maximum of ` +
    `[${MAX_TERMS}]. This maximum can be set by changing the [index.max_terms_count] index level setting.`;
  return allShardsFailed(
    400,
    context.index,
    { type: 'query_shard_exception', reason: `failed to create query: ${reason}`, index: context.index },
    { type: 'illegal_argument_exception', reason },
  );
}
