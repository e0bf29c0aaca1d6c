import type { ClockTime, DailyHours } from '../../contracts/people.ts';

/** Adjoining closed hours (a night before a closed day) are followed no further than this. */
const MAX_CHAIN = 16;

/**
 * When quiet hours end that `now` lies in, on the clock of `timeZone`; null when it lies in none. An hour that a change of
 * the clocks skips counts as the one after it, one that it repeats as its first.
 */
export function quietUntil(now: Date, timeZone: string, quiet: DailyHours | null): Date | null {
  if (!quiet) return null;
  let end: Date | null = null;
  for (let i = 0; i < MAX_CHAIN; i++) {
    const next: Date | undefined = spanAt(end ?? now, timeZone, quiet)?.end;
    if (!next || (end && next <= end)) break;
    end = next;
  }
  return end;
}

/** When working hours begin next, if `now` lies in none; null when it does, or when there are none. */
export function opensAt(now: Date, timeZone: string, working: DailyHours | null): Date | null {
  if (!working || spanAt(now, timeZone, working)) return null;
  const today = dateAt(now, timeZone);
  for (let ahead = 0; ahead <= 8; ahead++) {
    const span = spanOf(today.add({ days: ahead }), timeZone, working);
    if (span && span.start > now) return span.start;
  }
  return null;
}

/** The next moment after `now` at which the person's clock shows `hour`, on that day of the week if one is given. */
export function nextAt(now: Date, timeZone: string, hour: ClockTime, dayOfWeek?: number): Date {
  const today = dateAt(now, timeZone);
  for (let ahead = 0; ; ahead++) {
    const date = today.add({ days: ahead });
    if (dayOfWeek !== undefined && date.dayOfWeek !== dayOfWeek) continue;
    const at = momentOf(date, timeZone, hour);
    if (at > now) return at;
  }
}

/** Whether this machine knows the zone. */
export function isTimeZone(name: string): boolean {
  try {
    Temporal.Now.zonedDateTimeISO(name);
    return true;
  } catch {
    // RangeError is the answer to a yes-or-no question.
    return false;
  }
}

interface Span {
  start: Date;
  end: Date;
}

/** The span that holds `now`: begun today, or yesterday and past midnight. */
function spanAt(now: Date, timeZone: string, hours: DailyHours): Span | undefined {
  const today = dateAt(now, timeZone);
  const spans = [today.subtract({ days: 1 }), today].map((date) => spanOf(date, timeZone, hours));
  return spans.find((span) => span && span.start <= now && now < span.end);
}

function spanOf(
  date: Temporal.PlainDate,
  timeZone: string,
  { from, to, days }: DailyHours,
): Span | undefined {
  if (days && days.length > 0 && !days.includes(date.dayOfWeek)) return undefined;
  const lastDate = to > from ? date : date.add({ days: 1 });
  return { start: momentOf(date, timeZone, from), end: momentOf(lastDate, timeZone, to) };
}

function dateAt(now: Date, timeZone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone).toPlainDate();
}

function momentOf(date: Temporal.PlainDate, timeZone: string, clock: ClockTime): Date {
  const plainTime = Temporal.PlainTime.from(clock);
  return new Date(date.toZonedDateTime({ timeZone, plainTime }).epochMilliseconds);
}
