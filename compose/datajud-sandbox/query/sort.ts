import type { CourtRecord } from '../wire.ts';
import { indexedDate, queryDate } from './dates.ts';
import { allShardsFailed, illegalArgument, parsing } from './errors.ts';
import { type Field, fieldOf, parsedDate, valuesOf } from './fields.ts';

export interface SortKey {
  name: string;
  descending: boolean;
  isScore: boolean;
  value(record: CourtRecord, score: number, ordinal: number): SortValue;
  /** A cursor's value as this key compares it. */
  cursor(value: unknown): SortValue;
}

export type SortValue = number | string | null;

/**
 * `sort`: names, `{name: "desc"}` or `{name: {order}}`, one or a list. Dates, numbers and `.keyword` sort;
 * analysed text and `_id` are refused as the real indexes refuse them.
 */
export function sortKeys(spec: unknown, text: string, index: string): SortKey[] {
  if (spec === undefined || spec === null) return [];
  const list = Array.isArray(spec) ? spec : [spec];
  return list.flatMap((one) => {
    if (typeof one === 'string') return [keyOf(one, undefined, text, index)];
    if (typeof one !== 'object' || one === null)
      throw illegalArgument(
        'malformed sort format, within the sort array, an object, or an actual string are allowed',
      );
    return Object.entries(one).map(([name, how]) => keyOf(name, how, text, index));
  });
}

function keyOf(name: string, how: unknown, text: string, index: string): SortKey {
  const order = typeof how === 'object' && how !== null ? (how as Record<string, unknown>).order : how;
  const wanted = String(order ?? (name === '_score' ? 'desc' : 'asc')).toLowerCase();
  if (wanted !== 'asc' && wanted !== 'desc')
    throw parsing(
      text,
      name,
      `No enum constant org.elasticsearch.search.sort.SortOrder.${wanted.toUpperCase()}`,
    );
  const base = { name, descending: wanted === 'desc', isScore: name === '_score' };
  if (name === '_score') return { ...base, value: (_record, score) => score, cursor: Number };
  if (name === '_doc') return { ...base, value: (_record, _score, ordinal) => ordinal, cursor: Number };
  const field = sortableField(name, index);
  const quick = parsedDate(field.path);
  return {
    ...base,
    value: quick ?? ((record) => extreme(valuesOf(record, field), field, base.descending)),
    cursor: (value) => cursorValue(value, field),
  };
}

function sortableField(name: string, index: string): Field {
  if (name === '_id') {
    throw allShardsFailed(400, index, {
      type: 'illegal_argument_exception',
      reason:
        'Fielddata access on the _id field is disallowed, you can re-enable it by updating the dynamic cluster setting: indices.id_field_data.enabled',
    });
  }
  const field = fieldOf(name);
  if (!field) {
    throw allShardsFailed(400, index, {
      type: 'query_shard_exception',
      reason: `No mapping found for [${name}] in order to sort on`,
      index,
    });
  }
  if (field.kind === 'text') {
    throw allShardsFailed(400, index, {
      type: 'illegal_argument_exception',
      reason:
        'Text fields are not optimised for operations that require per-document field data like aggregations and sorting, ' +
        'so these operations are disabled by default. Please use a keyword field instead. Alternatively, set fielddata=true ' +
        `on [${name}] in order to load field data by uninverting the inverted index. Note that this can use significant memory.`,
    });
  }
  return field;
}

/** Of several values the smallest sorts ascending, the largest descending. */
function extreme(values: unknown[], field: Field, descending: boolean): SortValue {
  let best: SortValue = null;
  for (const raw of values) {
    const value =
      field.kind === 'date' ? indexedDate(raw) : field.kind === 'long' ? Number(raw) : String(raw);
    if (value === null) continue;
    if (best === null || (descending ? value > best : value < best)) best = value;
  }
  return best;
}

function cursorValue(value: unknown, field: Field): SortValue {
  if (value === null) return null;
  if (field.kind === 'keyword') return String(value);
  if (field.kind === 'date') return queryDate(value, undefined, 'Z').start;
  const number = Number(value);
  if (Number.isNaN(number))
    throw illegalArgument(`Failed to parse search_after value for field [${field.path}].`);
  return number;
}

/** Documents without the field come last, whatever the order. */
export function compareValues(a: SortValue[], b: SortValue[], keys: SortKey[]): number {
  for (const [at, key] of keys.entries()) {
    const [x, y] = [a[at] ?? null, b[at] ?? null];
    if (x === y) continue;
    if (x === null) return 1;
    if (y === null) return -1;
    return (x < y ? -1 : 1) * (key.descending ? -1 : 1);
  }
  return 0;
}
