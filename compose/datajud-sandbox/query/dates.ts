import { refused } from './errors.ts';

/** First and last millisecond of what was written: a day, a second, an instant. */
export interface Span {
  start: number;
  end: number;
}

const ISO =
  /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2})(?::(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?(Z|[+-]\d{2}(?::?\d{2})?)?)?)?)?$/;

/**
 * A date as the index reads it: `strict_date_optional_time||epoch_millis`. Fourteen bare digits
 * (`20250708160117`) are therefore epoch milliseconds, in the year 2611.
 */
export function indexedDate(value: unknown): number | null {
  if (typeof value === 'number') return value;
  const span = parseDate(String(value), 'Z');
  return span ? span.start : null;
}

/** @throws EsError 400 `parse_exception` where the text is no date. */
export function queryDate(value: unknown, format: string | undefined, zone: string): Span {
  const text = String(value);
  const span = format ? byFormat(text, format, zone) : parseDate(text, zone);
  if (span) return span;
  const wanted = format ?? 'strict_date_optional_time||epoch_millis';
  const reason = `failed to parse date field [${text}] with format [${wanted}]`;
  throw refused(400, { type: 'parse_exception', reason: `${reason}: [${reason}]` });
}

function parseDate(text: string, zone: string): Span | null {
  return isoSpan(text, zone) ?? (/^-?\d+$/.test(text) ? instant(Number(text)) : null);
}

function isoSpan(text: string, zone: string): Span | null {
  const found = ISO.exec(text);
  if (!found) return null;
  const [, year, month, day, hour, minute, second, fraction, offset] = found;
  const shift = offsetMs(offset ?? zone);
  const at = (y: number, m: number, d: number, h = 0, min = 0, s = 0) => Date.UTC(y, m, d, h, min, s) - shift;
  const [y, m, d, h, min, s] = [
    Number(year),
    Number(month ?? 1) - 1,
    Number(day ?? 1),
    hour,
    minute,
    second,
  ].map(Number) as [number, number, number, number, number, number];
  if (m > 11 || d < 1 || d > 31) return null;
  if (!month) return { start: at(y, 0, 1), end: at(y + 1, 0, 1) - 1 };
  if (!day) return { start: at(y, m, 1), end: at(y, m + 1, 1) - 1 };
  if (hour === undefined) return { start: at(y, m, d), end: at(y, m, d + 1) - 1 };
  if (minute === undefined) return { start: at(y, m, d, h), end: at(y, m, d, h + 1) - 1 };
  if (second === undefined) return { start: at(y, m, d, h, min), end: at(y, m, d, h, min + 1) - 1 };
  const start = at(y, m, d, h, min, s);
  if (fraction === undefined) return { start, end: start + 999 };
  return instant(start + Math.floor(Number(`0.${fraction}`) * 1000 + 1e-6));
}

function byFormat(text: string, format: string, zone: string): Span | null {
  for (const one of format.split('||')) {
    const span = byOneFormat(text, one.trim(), zone);
    if (span) return span;
  }
  return null;
}

function byOneFormat(text: string, format: string, zone: string): Span | null {
  switch (format) {
    case 'epoch_millis':
      return /^-?\d+$/.test(text) ? instant(Number(text)) : null;
    case 'epoch_second':
      return /^-?\d+$/.test(text) ? { start: Number(text) * 1000, end: Number(text) * 1000 + 999 } : null;
    case 'yyyyMMdd':
    case 'basic_date': {
      const found = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
      return found ? isoSpan(`${found[1]}-${found[2]}-${found[3]}`, zone) : null;
    }
    case 'yyyyMMddHHmmss': {
      const found = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/.exec(text);
      return found
        ? isoSpan(`${found[1]}-${found[2]}-${found[3]}T${found[4]}:${found[5]}:${found[6]}`, zone)
        : null;
    }
    case 'dd/MM/yyyy': {
      const found = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(text);
      return found ? isoSpan(`${found[3]}-${found[2]}-${found[1]}`, zone) : null;
    }
    default:
      return isoSpan(text.replace(' ', 'T'), zone);
  }
}

function instant(ms: number): Span {
  return { start: ms, end: ms };
}

function offsetMs(zone: string): number {
  const found = /^([+-])(\d{2})(?::?(\d{2}))?$/.exec(zone);
  if (found) return (found[1] === '-' ? -1 : 1) * (Number(found[2]) * 60 + Number(found[3] ?? 0)) * 60_000;
  // Brazil has had no daylight saving since 2019, so the name and the offset say the same.
  return zone === 'America/Sao_Paulo' ? -3 * 3_600_000 : 0;
}
