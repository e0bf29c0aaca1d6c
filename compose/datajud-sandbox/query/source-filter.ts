import { type CourtRecord, type DataJudSource, sourceOf } from '../wire.ts';
import { contentParse } from './errors.ts';

/** Applies `_source` to a document: the filtered source, or undefined where the hit carries none. */
export type SourceFilter = (record: CourtRecord) => unknown;

/** `within` descends into what is included but for its excludes, `towards` looks for includes further down. */
type Verdict = 'all' | 'none' | 'within' | 'towards';

/** Compiles `_source`: true, false, a pattern, a list of patterns, or `{includes, excludes}`. */
export function sourceFilter(spec: unknown, text: string): SourceFilter {
  if (spec === undefined || spec === true) return sourceOf;
  if (spec === false) return () => undefined;
  const { includes, excludes } = patternsOf(spec, text);
  if (includes.length + excludes.length === 0) return sourceOf;
  const verdict = verdicts(includes, excludes);
  return (record) => {
    const movements = verdict('movimentos', includes.length === 0);
    return filterObject(
      movements === 'none' ? record.head : sourceOf(record),
      '',
      includes.length === 0,
      verdict,
    );
  };
}

function patternsOf(spec: unknown, text: string): { includes: string[]; excludes: string[] } {
  if (typeof spec === 'string') return { includes: [spec], excludes: [] };
  if (Array.isArray(spec)) return { includes: strings(spec, text), excludes: [] };
  if (typeof spec !== 'object' || spec === null) {
    throw contentParse(
      text,
      '_source',
      `Expected one of [VALUE_BOOLEAN, VALUE_STRING, START_ARRAY, START_OBJECT]`,
    );
  }
  const known: Record<string, 'includes' | 'excludes'> = {
    includes: 'includes',
    include: 'includes',
    excludes: 'excludes',
    exclude: 'excludes',
  };
  const out = { includes: [] as string[], excludes: [] as string[] };
  for (const [key, value] of Object.entries(spec)) {
    const side = known[key];
    if (!side)
      throw contentParse(
        text,
        key,
        `Unknown key for a ${Array.isArray(value) ? 'START_ARRAY' : 'VALUE_STRING'} in [${key}].`,
      );
    out[side].push(...strings(Array.isArray(value) ? value : [value], text));
  }
  return out;
}

function strings(list: unknown[], text: string): string[] {
  for (const item of list) {
    if (typeof item !== 'string')
      throw contentParse(text, '_source', 'Unknown key for a VALUE_NUMBER in [_source].');
  }
  return list as string[];
}

/** Remembers the decision for each path: there are few paths and many documents. */
function verdicts(includes: string[], excludes: string[]) {
  const memo = new Map<string, Verdict>();
  const compile = (pattern: string) =>
    new RegExp(
      `^${pattern
        .split('*')
        .map((part) => part.replace(/[.\\^$+?()[\]{}|]/g, '\\$&'))
        .join('.*')}$`,
    );
  const wanted = includes.map((pattern) => ({ pattern, exact: compile(pattern) }));
  const banned = excludes.map((pattern) => ({ pattern, exact: compile(pattern) }));
  const below = (pattern: string, path: string) => pattern.includes('*') || pattern.startsWith(`${path}.`);
  const decide = (path: string, inside: boolean): Verdict => {
    if (banned.some((one) => one.exact.test(path))) return 'none';
    if (inside || wanted.some((one) => one.exact.test(path))) {
      return banned.some((one) => below(one.pattern, path)) ? 'within' : 'all';
    }
    return wanted.some((one) => below(one.pattern, path)) ? 'towards' : 'none';
  };
  return (path: string, inside: boolean): Verdict => {
    const key = inside ? `+${path}` : path;
    let found = memo.get(key);
    if (!found) {
      found = decide(path, inside);
      memo.set(key, found);
    }
    return found;
  };
}

function filterObject(
  value: DataJudSource | Record<string, unknown>,
  prefix: string,
  inside: boolean,
  verdict: (path: string, inside: boolean) => Verdict,
): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    const path = prefix + key;
    const item = value[key];
    const what = verdict(path, inside);
    if (what === 'none') continue;
    if (what === 'all') {
      out[key] = item;
      continue;
    }
    const kept = filterValue(item, path, what === 'within', verdict);
    if (kept !== undefined) out[key] = kept;
  }
  return out;
}

function filterValue(
  item: unknown,
  path: string,
  inside: boolean,
  verdict: (path: string, inside: boolean) => Verdict,
): unknown {
  if (Array.isArray(item)) {
    const kept = item
      .map((one) => filterValue(one, path, inside, verdict))
      .filter((one) => one !== undefined);
    return kept.length > 0 || inside ? kept : undefined;
  }
  if (item === null || typeof item !== 'object') return inside ? item : undefined;
  const kept = filterObject(item as Record<string, unknown>, `${path}.`, inside, verdict);
  return Object.keys(kept).length > 0 || inside ? kept : undefined;
}
