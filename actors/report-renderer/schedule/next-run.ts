import { Cron } from 'croner';
import type { ScheduleTrigger } from '../../contracts/reports.ts';

/** No schedule makes reports more often: a report is no monitor. */
export const LEAST_MINUTES = 15;
const LOOKED_AT = 50;

/** When a schedule by cron runs next after a moment; null when it never does. */
export function nextRun(trigger: Extract<ScheduleTrigger, { cron: string }>, after: Date): Date | null {
  return cronOf(trigger).nextRun(after);
}

/** Why a cron expression or its time zone cannot be used, with what to do; undefined when they can. */
export function refuseCron(
  trigger: Extract<ScheduleTrigger, { cron: string }>,
  now: Date,
): { field: 'cron' | 'timeZone'; message: string; fix: string } | undefined {
  if (!isTimeZone(trigger.timeZone))
    return {
      field: 'timeZone',
      message: 'There is no such time zone.',
      fix: 'Send a name of the IANA database, such as America/Sao_Paulo.',
    };
  const broken = {
    field: 'cron' as const,
    message: 'It is not a cron expression.',
    fix: 'Send five fields (minute hour day month weekday), such as "0 8 * * 1" for Mondays at eight.',
  };
  // The library would take a single date as well, and names such as @daily.
  if (trigger.cron.trim().split(/\s+/).length !== 5) return broken;
  let runs: Date[];
  try {
    runs = cronOf(trigger).nextRuns(LOOKED_AT, now);
  } catch {
    // The library quotes the expression; what is wrong with it is for the sender to see.
    return broken;
  }
  if (runs.length === 0)
    return {
      field: 'cron',
      message: 'It never comes due.',
      fix: 'Choose a day that exists, such as "0 8 1 * *".',
    };
  const tooOften = runs.some(
    (run, i) => i > 0 && run.getTime() - (runs[i - 1]?.getTime() ?? 0) < LEAST_MINUTES * 60_000,
  );
  if (!tooOften) return undefined;
  return {
    field: 'cron',
    message: `It comes due more often than every ${LEAST_MINUTES} minutes.`,
    fix: 'Choose times further apart; for what happens at once there are webhooks.',
  };
}

function cronOf({ cron, timeZone }: Extract<ScheduleTrigger, { cron: string }>): Cron {
  return new Cron(cron, { timezone: timeZone, mode: '5-part', paused: true });
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    // It throws for a name that it does not know, which is the "no".
    return false;
  }
}
