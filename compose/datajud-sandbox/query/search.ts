import type { CourtView } from '../data/court-index.ts';
import type { CourtRecord } from '../wire.ts';
import type { SearchRequest } from './request.ts';
import { compareValues, type SortKey, type SortValue } from './sort.ts';

export interface Hit {
  _index: string;
  _id: string;
  _score: number | null;
  _source?: unknown;
  sort?: SortValue[];
}

export interface Found {
  total: { value: number; relation: 'eq' | 'gte' } | undefined;
  maxScore: number | null;
  hits: Hit[];
}

interface Ranked {
  record: CourtRecord;
  score: number;
  sort: SortValue[];
}

/** Runs a search over what the court's index shows now. */
export function search(court: CourtView, request: SearchRequest): Found {
  const { query, sort, after } = request;
  const pool = query.candidates(court) ?? court.all();
  const scored =
    sort.length === 0 || sort.some((key) => key.isScore) || request.trackScores || request.minScore !== null;
  const keys: SortKey[] = sort;
  const ranked: Ranked[] = [];
  for (const record of pool) {
    if (!query.test(record)) continue;
    const score = scored ? query.score(record) : 0;
    if (request.minScore !== null && score < request.minScore) continue;
    ranked.push({ record, score, sort: [] });
  }
  const total = ranked.length;
  const page = paginate(ranked, request, keys, after);
  const showScores = sort.length === 0 || sort.some((key) => key.isScore) || request.trackScores;
  return {
    total: totalOf(total, request.countUpTo),
    maxScore: showScores && total > 0 && request.size > 0 ? best(ranked) : null,
    hits: page.map((one) => hitOf(one, court.index, request, showScores)),
  };
}

function paginate(
  ranked: Ranked[],
  request: SearchRequest,
  keys: SortKey[],
  after: SortValue[] | null,
): Ranked[] {
  if (request.size === 0) return [];
  if (keys.length === 0) {
    // The sort is stable: equal scores keep the order of the index.
    if (ranked.some((one) => one.score !== ranked[0]?.score)) ranked.sort((a, b) => b.score - a.score);
    return ranked.slice(request.from, request.from + request.size);
  }
  for (const [ordinal, one] of ranked.entries()) {
    one.sort = keys.map((key) => key.value(one.record, one.score, ordinal));
  }
  const rest = after ? ranked.filter((one) => compareValues(one.sort, after, keys) > 0) : ranked;
  rest.sort((a, b) => compareValues(a.sort, b.sort, keys));
  return rest.slice(request.from, request.from + request.size);
}

function best(ranked: Ranked[]): number {
  let highest = 0;
  for (const one of ranked) if (one.score > highest) highest = one.score;
  return highest;
}

function totalOf(total: number, upTo: number | null): Found['total'] {
  if (upTo === null) return undefined;
  return total > upTo ? { value: upTo, relation: 'gte' } : { value: total, relation: 'eq' };
}

function hitOf(one: Ranked, index: string, request: SearchRequest, showScores: boolean): Hit {
  const source = request.source(one.record);
  return {
    _index: index,
    _id: one.record.id,
    _score: showScores ? one.score : null,
    ...(source === undefined ? {} : { _source: source }),
    ...(request.sort.length > 0 ? { sort: one.sort } : {}),
  };
}
