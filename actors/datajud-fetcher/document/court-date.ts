import type { BrasiliaClock } from './brasilia-time.ts';

/** `null`: no date, or a court's way to say so. `undefined`: something that is not a date. */
export type ReadDate = string | null | undefined;

const ISO =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)?\s*(Z|[+-]\d\d:?\d\d)?$/i;
const COMPACT = /^(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?$/;

/** Courts fill an unknown date with 19000101000000 or older; nothing on DataJud is from before then. */
const FIRST_YEAR = 1900;
const LAST_YEAR = 2200;

/**
 * A date written by a court (`dataAjuizamento`, `dataHora`) as ISO 8601 in Brasília time.
 *
 * Read: `2018-10-29T00:00:00.000Z` and `20181029000000`, both wall-clock whatever the `Z` says; a plain date; epoch
 * milliseconds or seconds, which stand for the same mistaken `Z`; an ISO date with a numeric offset, a true instant.
 * Fractions are cut to milliseconds and dropped when zero, so that two pipelines give the same text.
 */
export function readCourtDate(value: unknown, clock: BrasiliaClock): ReadDate {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value === 'number')
    return Number.isSafeInteger(value) ? readDigits(String(value), clock) : undefined;
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  if (text === '') return null;
  if (/^\d+$/.test(text)) return readDigits(text, clock);
  const match = ISO.exec(text);
  if (!match) return undefined;
  const zone = match[8];
  if (zone && zone !== 'Z' && zone !== 'z') {
    const instant = Date.parse(text.replace(' ', 'T').replace(',', '.'));
    return Number.isNaN(instant) ? undefined : clock.format(instant);
  }
  return fromWallClock(match, match[7], clock);
}

/**
 * A date written by CNJ's servers (`@timestamp`, `dataHoraUltimaAtualizacao`), taken as UTC, as ISO 8601 with `Z` and
 * milliseconds, whatever number of fraction digits it came with.
 */
export function readServerDate(value: unknown): ReadDate {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value === 'number') return utc(value);
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  if (/^\d{13}$/.test(text)) return utc(Number(text));
  const compact = /^\d{14}$/.test(text) ? COMPACT.exec(text) : null;
  const match = compact ?? ISO.exec(text);
  if (!match) return undefined;
  const wall = wallClockMs(match);
  if (wall === undefined) return undefined;
  const zone = compact ? undefined : match[8];
  const offset = zone && /^[+-]/.test(zone) ? offsetMs(zone) : 0;
  return utc(wall + milliseconds(compact ? undefined : match[7]) - offset);
}

function readDigits(digits: string, clock: BrasiliaClock): ReadDate {
  if (/^0*$/.test(digits)) return null;
  if (digits.length === 8 || digits.length === 12 || digits.length === 14) {
    const match = COMPACT.exec(digits);
    const read = match ? fromWallClock(match, undefined, clock) : undefined;
    if (read !== undefined) return read;
  }
  if (digits.length < 9 || digits.length > 13) return undefined;
  const epoch = Number(digits) * (digits.length <= 10 ? 1000 : 1);
  return readCourtDate(new Date(epoch).toISOString(), clock);
}

function fromWallClock(match: RegExpExecArray, fraction: string | undefined, clock: BrasiliaClock): ReadDate {
  const wall = wallClockMs(match);
  if (wall === undefined) return undefined;
  const year = Number(match[1]);
  if (year < FIRST_YEAR || wall === Date.UTC(FIRST_YEAR, 0, 1)) return null;
  if (year > LAST_YEAR) return undefined;
  const [, y, mo, d, h = '00', mi = '00', s = '00'] = match;
  const rest = trimFraction(fraction);
  return `${y}-${mo}-${d}T${h}:${mi}:${s}${rest}${clock.offsetOf(wall)}`;
}

/** Undefined for a 31st of February or a 25th hour. */
function wallClockMs(match: RegExpExecArray): number | undefined {
  const [, y, mo, d, h = 0, mi = 0, s = 0] = match;
  const month = Number(mo);
  const day = Number(d);
  if (Number(h) > 23 || Number(mi) > 59 || Number(s) > 59 || month < 1 || month > 12 || day < 1)
    return undefined;
  if (day > 28 && new Date(Date.UTC(2000 + (Number(y) % 400), month, 0)).getUTCDate() < day) return undefined;
  const wall = Date.UTC(Number(y), month - 1, day, Number(h), Number(mi), Number(s));
  return Number(y) < 100 ? new Date(wall).setUTCFullYear(Number(y)) : wall;
}

function milliseconds(fraction: string | undefined): number {
  return fraction ? Number(fraction.slice(0, 3).padEnd(3, '0')) : 0;
}

function trimFraction(fraction: string | undefined): string {
  const ms = milliseconds(fraction);
  return ms === 0 ? '' : `.${String(ms).padStart(3, '0')}`;
}

function offsetMs(zone: string): number {
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
}

function utc(ms: number): ReadDate {
  const date = new Date(ms);
  if (Number.isNaN(date.getTime())) return undefined;
  const year = date.getUTCFullYear();
  if (year <= FIRST_YEAR) return null;
  return year > LAST_YEAR ? undefined : date.toISOString();
}
