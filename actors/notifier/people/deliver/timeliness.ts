import type { DueSend } from '../../../../db/notifications/dispatch.ts';
import type { Outbound } from '../../../contracts/channels.ts';
import { clockTime } from '../../../contracts/court-time.ts';
import { EVENT_CLASSES, type EventClass, type Language } from '../../../contracts/people.ts';
import { PHRASES } from '../words/phrases.ts';

const HOUR_MS = 3_600_000;
/** So long on its way, and a message is late. */
const LATE_MS = HOUR_MS;

/** For how long a message is worth sending, from when it was due on a channel; what is critical always is. */
const WORTH_MS: Record<EventClass, number | null> = {
  critical: null,
  important: 72 * HOUR_MS,
  case: 72 * HOUR_MS,
  report: 72 * HOUR_MS,
  operation: 24 * HOUR_MS,
  routine: 24 * HOUR_MS,
  summary: 24 * HOUR_MS,
};

/** The class of a message that tells of several: the one that is worth sending longest, of equal ones the first of the classes. */
export function lastingClass(classes: readonly EventClass[]): EventClass {
  const worth = (one: EventClass) => WORTH_MS[one] ?? Number.POSITIVE_INFINITY;
  const [first = 'routine', ...others] = EVENT_CLASSES.filter((one) => classes.includes(one));
  return others.reduce((best, one) => (worth(one) > worth(best) ? one : best), first);
}

/**
 * Until when an adapter may still send a message, and what it says first when that is not soon. An outage on either side of the road
 * must not make old news look new:
 *
 *   sent within the hour ──▶ as it is
 *   later ──▶ says that it is late, and when it was written
 *   of another channel or asked for again, long after it was written ──▶ says when it was written
 *   after the time of its class ──▶ given up as `expired`; what is critical never
 */
export function timeliness(
  send: Pick<DueSend, 'createdAt' | 'writtenAt' | 'eventClass' | 'timeZone' | 'language'>,
): Pick<Outbound, 'expiresAt' | 'late'> {
  const { createdAt, writtenAt, eventClass, timeZone } = send;
  const { late, written } = PHRASES[send.language as Language];
  const moment = clockTime(writtenAt, timeZone);
  const isFurther = createdAt.getTime() - writtenAt.getTime() >= LATE_MS;
  const after = new Date(createdAt.getTime() + (isFurther ? 0 : LATE_MS)).toISOString();
  const worth = WORTH_MS[eventClass];
  return {
    late: { after, text: isFurther ? written(moment) : late(moment) },
    ...(worth === null ? {} : { expiresAt: new Date(createdAt.getTime() + worth).toISOString() }),
  };
}
