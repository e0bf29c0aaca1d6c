import type { ReportParams } from '../../contracts/reports.ts';
import type { Period } from './snapshot.ts';

const DAY_MS = 86_400_000;
/** Without a word about it: the thirty days up to the one on which it is made. */
const USUAL_DAYS = 30;

/** The period that a report is about, in calendar days of a time zone. */
export function periodOf(params: ReportParams, now: Date, timeZone: string): Period {
  const today = dayIn(now, timeZone);
  const to = params.to ?? today;
  const back = (params.lastDays ?? USUAL_DAYS) - 1;
  const from = params.from ?? addDays(to, -back);
  return {
    from,
    to,
    since: startOf(from, timeZone).toISOString(),
    until: startOf(addDays(to, 1), timeZone).toISOString(),
  };
}

/** `2026-11-23` */
export function dayIn(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(at);
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** When a calendar day begins: its midnight, or what comes first where summer time skips that. */
export function startOf(day: string, timeZone: string): Date {
  const utc = Date.parse(`${day}T00:00:00Z`);
  const offset = (at: number) => {
    const local = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
    return Date.parse(`${local.format(new Date(at)).replace(' ', 'T')}Z`) - at;
  };
  const before = utc - offset(utc - DAY_MS);
  const after = utc - offset(utc + DAY_MS);
  const first = Math.min(before, after);
  return new Date(dayIn(new Date(first), timeZone) === day ? first : Math.max(before, after));
}
