import type { EventClass, PersonChannel } from '../../actors/contracts/people.ts';

export type NoticeOutcome = 'sent' | 'held' | 'digested' | 'suppressed';

/** What was decided about an event for a person on a channel. Dates as ISO 8601. */
export interface Notice {
  personId: string;
  eventId: string;
  channel: PersonChannel;
  outcome: NoticeOutcome;
  reason: string | null;
  batch: string | null;
  releaseAt: string | null;
  notificationId: string | null;
  processId: string | null;
  dedupKey: string;
  eventClass: EventClass;
}
