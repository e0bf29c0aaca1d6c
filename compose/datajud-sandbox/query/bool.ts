import type { CourtRecord } from '../wire.ts';
import { type Compiling, compileQuery, matchAll, type Query } from './compile.ts';
import { contentParse, refused } from './errors.ts';

const OCCURS = new Set(['must', 'filter', 'should', 'must_not']);

/** `bool`: must, filter, should, must_not (a clause or a list of clauses) and minimum_should_match. */
export function boolQuery(body: Record<string, unknown>, context: Compiling): Query {
  for (const key of Object.keys(body)) {
    if (OCCURS.has(key) || key === 'minimum_should_match' || key === 'boost') continue;
    throw contentParse(context.text, key, `[bool] unknown field [${key}]`);
  }
  const [must, filter, should, mustNot] = [...OCCURS].map((key) => clauses(body[key], context)) as [
    Query[],
    Query[],
    Query[],
    Query[],
  ];
  const all = [...must, ...filter, ...should, ...mustNot];
  if (all.length === 0) return matchAll;
  const needed = minimumShould(body.minimum_should_match, should.length, must.length + filter.length > 0);
  const required = lightFirst([...must, ...filter]);
  const banned = lightFirst(mustNot);
  return {
    heavy: all.some((clause) => clause.heavy),
    numbers: all.reduce((sum, clause) => sum + clause.numbers, 0),
    test: (record) =>
      required.every((clause) => clause.test(record)) &&
      !banned.some((clause) => clause.test(record)) &&
      (needed === 0 || countMatching(should, record, needed) >= needed),
    score: (record) => {
      let score = 0;
      for (const clause of must) score += clause.score(record);
      for (const clause of should) if (clause.test(record)) score += clause.score(record);
      return score;
    },
    candidates: (court) => {
      let best: CourtRecord[] | null = null;
      for (const clause of required) {
        const found = clause.candidates(court);
        if (found && (!best || found.length < best.length)) best = found;
      }
      return best ?? (needed > 0 ? union(should.map((clause) => clause.candidates(court))) : null);
    },
  };
}

function clauses(value: unknown, context: Compiling): Query[] {
  if (value === undefined) return [];
  return (Array.isArray(value) ? value : [value]).map((clause) => compileQuery(clause, context));
}

function lightFirst(list: Query[]): Query[] {
  return [...list].sort((a, b) => Number(a.heavy) - Number(b.heavy));
}

function countMatching(list: Query[], record: CourtRecord, enough: number): number {
  let count = 0;
  for (const clause of list) {
    if (clause.test(record)) count++;
    if (count >= enough) break;
  }
  return count;
}

function union(lists: (CourtRecord[] | null)[]): CourtRecord[] | null {
  const all = new Set<CourtRecord>();
  for (const list of lists) {
    if (!list) return null;
    for (const record of list) all.add(record);
  }
  return [...all];
}

/** Absent: one when nothing else is required, none otherwise. `2`, `"-1"`, `"75%"`, `"-25%"`. */
function minimumShould(spec: unknown, clauseCount: number, othersRequired: boolean): number {
  if (spec === undefined || spec === null) return clauseCount > 0 && !othersRequired ? 1 : 0;
  const found = /^(-?\d+)(%?)$/.exec(String(spec).trim());
  if (!found) {
    throw refused(400, { type: 'number_format_exception', reason: `For input string: "${String(spec)}"` });
  }
  const given = Number(found[1]);
  const size = found[2] ? Math.trunc((clauseCount * given) / 100) : given;
  return Math.max(0, size < 0 ? clauseCount + size : size);
}
