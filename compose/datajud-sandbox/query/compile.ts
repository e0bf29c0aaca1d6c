import type { CourtView } from '../data/court-index.ts';
import type { CourtRecord } from '../wire.ts';
import { boolQuery } from './bool.ts';
import { existsQuery, idsQuery, rangeQuery } from './clauses.ts';
import { contentParse, parsing, unknownQuery } from './errors.ts';
import { matchQuery, patternQuery, phraseQuery, termQuery, termsQuery } from './terms.ts';

/** A query ready to run over the documents of one court. */
export interface Query {
  test(record: CourtRecord): boolean;
  score(record: CourtRecord): number;
  /** The only documents that can match, where an index knows them; null means any may. */
  candidates(court: CourtView): CourtRecord[] | null;
  /** True where testing may rebuild a list of movements; such clauses are tested last. */
  heavy: boolean;
  /** The case numbers asked for by name, for the statistics. */
  numbers: number;
}

/** What the clause compilers need: the request's own text for error positions, the index for error bodies. */
export interface Compiling {
  text: string;
  index: string;
}

export const matchAll: Query = {
  test: () => true,
  score: () => 1,
  candidates: () => null,
  heavy: false,
  numbers: 0,
};

const matchNone: Query = { ...matchAll, test: () => false, candidates: () => [] };

/**
 * Compiles one query clause: match, match_phrase, term, terms, bool, range, exists, ids, prefix, wildcard,
 * constant_score, match_all, match_none.
 *
 * @throws EsError 400 with the body the real API gives.
 */
export function compileQuery(clause: unknown, context: Compiling): Query {
  const [name, body] = onlyEntry(clause, context);
  switch (name) {
    case 'match_all':
      return matchAll;
    case 'match_none':
      return matchNone;
    case 'bool':
      return boolQuery(objectBody(name, body, context), context);
    case 'match':
      return matchQuery(...fieldBody(name, body, context), context);
    case 'match_phrase':
      return phraseQuery(...fieldBody(name, body, context), context);
    case 'term':
      return termQuery(...fieldBody(name, body, context), context);
    case 'terms':
      return termsQuery(objectBody(name, body, context), context);
    case 'range':
      return rangeQuery(...fieldBody(name, body, context), context);
    case 'prefix':
    case 'wildcard':
      return patternQuery(name, ...fieldBody(name, body, context), context);
    case 'exists':
      return existsQuery(objectBody(name, body, context), context);
    case 'ids':
      return idsQuery(objectBody(name, body, context), context);
    case 'constant_score': {
      const inner = compileQuery(objectBody(name, body, context).filter, context);
      return { ...inner, score: () => 1 };
    }
    case 'nested': {
      const path = String(objectBody(name, body, context).path);
      throw parsing(context.text, name, `[nested] failed to find nested object under path [${path}]`);
    }
    default:
      throw unknownQuery(context.text, name);
  }
}

function onlyEntry(clause: unknown, context: Compiling): [string, unknown] {
  if (typeof clause !== 'object' || clause === null || Array.isArray(clause)) {
    throw parsing(context.text, 'query', '[_na] query malformed, must start with start_object');
  }
  const entries = Object.entries(clause);
  const [first, second] = entries;
  if (!first) throw parsing(context.text, 'query', 'query malformed, empty clause found');
  if (second) {
    throw parsing(
      context.text,
      second[0],
      `[${first[0]}] malformed query, expected [END_OBJECT] but found [FIELD_NAME]`,
    );
  }
  return first;
}

function objectBody(name: string, body: unknown, context: Compiling): Record<string, unknown> {
  if (typeof body === 'object' && body !== null && !Array.isArray(body))
    return body as Record<string, unknown>;
  throw parsing(context.text, name, `[${name}] query malformed, no start_object after query name`);
}

/** `{field: what}`: the field's name and what is asked of it. */
function fieldBody(name: string, body: unknown, context: Compiling): [string, unknown] {
  const [first, second] = Object.entries(objectBody(name, body, context));
  if (!first) throw contentParse(context.text, name, `[${name}] query malformed, no field`);
  if (second) {
    const found = `found [${first[0]}] and [${second[0]}]`;
    throw parsing(context.text, second[0], `[${name}] query doesn't support multiple fields, ${found}`);
  }
  return first;
}
