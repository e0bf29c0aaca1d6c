import type { Static } from '@sinclair/typebox';
import { PARAMS_OF, type ReportKind, type ScheduleTrigger } from '../../actors/contracts/reports.ts';
import { isEventPattern } from '../events/catalogue.ts';
import { Problem, type ProblemDetail } from '../problems/problem.ts';
import type { ReportParts } from '../reports/parts.ts';
import type { Trigger } from './schemas.ts';

/** The trigger that a body means. @throws Problem invalid-body naming the field */
export function triggerOf(
  given: Static<typeof Trigger>,
  kind: ReportKind,
  firm: { timeZone: string },
  { refuseCron }: Pick<ReportParts, 'refuseCron'>,
  now: number,
): ScheduleTrigger {
  const { cron, events, minImportance } = given;
  if ((cron === undefined) === (events === undefined))
    throw refuse('cron', 'A trigger has either cron or events.', 'Send exactly one of them.');
  if (cron !== undefined) {
    if (minImportance !== undefined)
      throw refuse(
        'minImportance',
        'It goes with events, not with cron.',
        'Leave it out, or put it into params.',
      );
    const trigger = { cron, timeZone: given.timeZone ?? firm.timeZone };
    const refused = refuseCron(trigger, new Date(now));
    if (refused) throw refuse(refused.field, refused.message, refused.fix);
    return trigger;
  }
  if (given.timeZone !== undefined)
    throw refuse('timeZone', 'It goes with cron, not with events.', 'Leave it out.');
  for (const [i, pattern] of (events ?? []).entries()) {
    // Else each report would make the next.
    const own = pattern.startsWith('document.') || pattern.startsWith('notification.');
    if (own || !isEventPattern(pattern))
      throw refuse(
        `events.${i}`,
        'No report can wait for it.',
        'Send a type of GET /v1/event-types about cases.',
      );
    const aboutCases = /^(movement|process)\./.test(pattern);
    if (!aboutCases && PARAMS_OF[kind].needs.includes('processId'))
      throw refuse(
        `events.${i}`,
        'It is not about a case, and the report is.',
        'Send movement.* or process.* types.',
      );
  }
  return { events: events ?? [], ...(minImportance ? { minImportance } : {}) };
}

function refuse(field: string, message: string, fix: string): Problem {
  const error: ProblemDetail = { location: `body.trigger.${field}`, message, fix };
  return new Problem('invalid-body', { errors: [error] });
}
