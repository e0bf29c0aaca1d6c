/** Turns Brasília wall-clock times into ISO 8601 with the offset of America/Sao_Paulo on that date. */
export interface BrasiliaClock {
  /**
   * The offset, such as `-03:00`, of a wall-clock time given as the epoch milliseconds it would have in UTC. A time that
   * happened twice (end of summer time) is the first of the two; one that never happened (its start) keeps the offset
   * before the change. So the wall clock that the court wrote is never altered.
   */
  offsetOf(wallClockMs: number): string;
  /** An instant as Brasília wall clock with offset: `2018-10-29T11:00:00-03:00`, milliseconds only when not zero. */
  format(instantMs: number): string;
}

/** Offsets during one year: each holds from `since`, an instant. */
interface Period {
  since: number;
  offset: number;
}

const DAY = 86_400_000;
const HOUR = 3_600_000;
const MINUTE = 60_000;

/** Reads the time zone's history from the runtime (Intl), once a year of the calendar, as dates of that year are met. */
export function createBrasiliaClock(): BrasiliaClock {
  const zone = new Intl.DateTimeFormat('en-US', {
    timeZone: 'America/Sao_Paulo',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const years = new Map<number, Period[]>();
  const labels = new Map<number, string>();

  function offsetAt(instant: number): number {
    const part: Record<string, number> = {};
    for (const { type, value } of zone.formatToParts(instant)) part[type] = Number(value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
    const wall = new Date(0);
    wall.setUTCFullYear(year, month - 1, day);
    wall.setUTCHours(hour, minute, second);
    return wall.getTime() - Math.floor(instant / 1000) * 1000;
  }

  function periodsOf(year: number): Period[] {
    const known = years.get(year);
    if (known) return known;
    // Two days beyond each end, so that a local time near New Year finds its offset in its own year.
    let at = Date.UTC(year, 0, 1) - 2 * DAY;
    const end = Date.UTC(year + 1, 0, 1) + 2 * DAY;
    const periods: Period[] = [{ since: at, offset: offsetAt(at) }];
    while (at < end) {
      const next = at + 7 * DAY;
      const before = periods.at(-1)?.offset ?? 0;
      const after = offsetAt(next);
      if (after !== before) periods.push({ since: changeBetween(at, next, before), offset: after });
      at = next;
    }
    years.set(year, periods);
    return periods;
  }

  function changeBetween(from: number, to: number, before: number): number {
    let low = from;
    let high = to;
    while (high - low > MINUTE) {
      const middle = low + Math.floor((high - low) / (2 * MINUTE)) * MINUTE;
      if (offsetAt(middle) === before) low = middle;
      else high = middle;
    }
    return high;
  }

  function offsetOfWallClock(wallClockMs: number): number {
    const periods = periodsOf(new Date(wallClockMs).getUTCFullYear());
    const first = periods[0]?.offset ?? -3 * HOUR;
    if (periods.length === 1) return first;
    // A time belongs to the first period that has not ended by its own offset; a time in a gap has ended nowhere.
    for (let i = 0; i < periods.length - 1; i++) {
      const { offset } = periods[i] ?? { offset: first };
      const next = periods[i + 1];
      if (next && wallClockMs - offset < next.since) return offset;
      if (next && wallClockMs - next.offset < next.since) return offset;
    }
    return periods.at(-1)?.offset ?? first;
  }

  function label(offset: number): string {
    const known = labels.get(offset);
    if (known) return known;
    const minutes = Math.round(Math.abs(offset) / MINUTE);
    const sign = offset <= 0 ? '-' : '+';
    const text = `${sign}${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
    labels.set(offset, text);
    return text;
  }

  return {
    offsetOf: (wallClockMs) => label(offsetOfWallClock(wallClockMs)),
    format(instantMs) {
      const periods = periodsOf(new Date(instantMs).getUTCFullYear());
      const offset = periods.findLast((p) => p.since <= instantMs)?.offset ?? -3 * HOUR;
      const text = new Date(instantMs + offset).toISOString().slice(0, -1);
      return `${text.endsWith('.000') ? text.slice(0, -4) : text}${label(offset)}`;
    },
  };
}

function pad(n: number): string {
  return String(n).padStart(2, '0');
}
