import type { CourtRecord } from '../wire.ts';
import { analyse } from './analyse.ts';
import type { Compiling, Query } from './compile.ts';
import { indexedDate, queryDate } from './dates.ts';
import { parsing } from './errors.ts';
import { type Field, fieldOf, hasObject, objectSegments, parsedDate, valuesOf } from './fields.ts';

const RANGE_OPTIONS = new Set(['gte', 'gt', 'lte', 'lt', 'format', 'time_zone', 'boost', 'relation']);

/**
 * `range`: gte, gt, lte, lt on dates (ISO, epoch milliseconds, `format`, `time_zone`), numbers and text.
 * A value inside both ends is needed, but two range clauses may be met by two different movements.
 */
export function rangeQuery(name: string, body: unknown, context: Compiling): Query {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw parsing(context.text, name, `[range] query does not support [${name}]`);
  }
  const options = body as Record<string, unknown>;
  for (const key of Object.keys(options)) {
    if (!RANGE_OPTIONS.has(key)) throw parsing(context.text, key, `[range] query does not support [${key}]`);
  }
  const field = fieldOf(name);
  if (!field) return query(() => false, false);
  const inside =
    field.kind === 'date'
      ? dateRange(options)
      : field.kind === 'long'
        ? numberRange(options)
        : textRange(options, field);
  const quick = parsedDate(field.path);
  if (quick) return query((record) => inside(quick(record)), false);
  return query((record) => valuesOf(record, field).some(inside), field.heavy);
}

function dateRange(options: Record<string, unknown>): (value: unknown) => boolean {
  const format = options.format === undefined ? undefined : String(options.format);
  const span = (key: string) =>
    options[key] === undefined || options[key] === null
      ? null
      : queryDate(options[key], format, String(options.time_zone ?? 'Z'));
  // A rounded date covers its whole day (or second): gt and lte look at its end, gte and lt at its start.
  const [gte, gt, lte, lt] = [span('gte')?.start, span('gt')?.end, span('lte')?.end, span('lt')?.start];
  return (value) => {
    const at = indexedDate(value);
    if (at === null || Number.isNaN(at)) return false;
    return within(at, gte, gt, lte, lt);
  };
}

function numberRange(options: Record<string, unknown>): (value: unknown) => boolean {
  const end = (key: string) =>
    options[key] === undefined || options[key] === null ? undefined : Number(options[key]);
  const [gte, gt, lte, lt] = [end('gte'), end('gt'), end('lte'), end('lt')];
  return (value) => within(Number(value), gte, gt, lte, lt);
}

function textRange(options: Record<string, unknown>, field: Field): (value: unknown) => boolean {
  const end = (key: string) =>
    options[key] === undefined || options[key] === null ? undefined : String(options[key]);
  const [gte, gt, lte, lt] = [end('gte'), end('gt'), end('lte'), end('lt')];
  return (value) => {
    const terms = field.kind === 'text' ? analyse(String(value)) : [String(value)];
    return terms.some((term) => within(term, gte, gt, lte, lt));
  };
}

function within<T extends number | string>(at: T, gte?: T, gt?: T, lte?: T, lt?: T): boolean {
  if (gte !== undefined && !(at >= gte)) return false;
  if (gt !== undefined && !(at > gt)) return false;
  if (lte !== undefined && !(at <= lte)) return false;
  return lt === undefined || at < lt;
}

/** `exists`: the field, or the object (`movimentos`), has a value. */
export function existsQuery(body: Record<string, unknown>, context: Compiling): Query {
  const name = body.field;
  if (typeof name !== 'string')
    throw parsing(context.text, 'exists', '[exists] must be provided with a [field]');
  const field = fieldOf(name);
  if (field) return query((record) => valuesOf(record, field).length > 0, field.heavy);
  const segments = objectSegments(name);
  if (!segments) return query(() => false, false);
  return query((record) => hasObject(record, segments), name.startsWith('movimentos'));
}

/** `ids`: documents by `_id`. */
export function idsQuery(body: Record<string, unknown>, context: Compiling): Query {
  if (!Array.isArray(body.values))
    throw parsing(context.text, 'ids', '[ids] requires providing at least one value');
  const wanted = new Set(body.values.map(String));
  return {
    ...query((record) => wanted.has(record.id), false),
    candidates: (court) => court.byIds(wanted),
  };
}

function query(test: (record: CourtRecord) => boolean, heavy: boolean): Query {
  return { test, score: () => 1, candidates: () => null, heavy, numbers: 0 };
}
