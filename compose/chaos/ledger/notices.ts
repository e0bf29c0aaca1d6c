import type { Pool } from '../../../db/pool.ts';
import type { Finding } from './finding.ts';
import { compareBags, type StoredEvent } from './history.ts';

export interface NoticeRow {
  tenant_id: string;
  event_id: string;
  outcome: string;
  notification_id: string | null;
}

export interface InboxRow {
  tenant_id: string;
  id: string;
  state: string;
}

/** What the owner of a firm is told of: all that matters, and nothing that was there before. */
const isTold = ({ type, origin, data }: StoredEvent) =>
  type === 'movement.detected' &&
  (data as { movement: { importance: string } }).movement.importance !== 'low' &&
  origin !== 'backfill';

export async function auditNotices(admin: Pool, events: readonly StoredEvent[]): Promise<Finding[]> {
  const { rows: notices } = await admin.query<NoticeRow>(
    `select tenant_id, event_id, outcome, notification_id from notices where channel = 'inbox'`,
  );
  const { rows: messages } = await admin.query<InboxRow>('select tenant_id, id, state from notifications');
  return compareNotices(events, notices, messages);
}

/**
 * What people were told, against the events: each movement that matters has one outcome for the owner's inbox, what was told is a message that is
 * there, and no message is made of two firms' events.
 */
export function compareNotices(
  events: readonly StoredEvent[],
  notices: readonly NoticeRow[],
  messages: readonly InboxRow[],
): Finding[] {
  const place = ({ tenant_id }: { tenant_id: string }, id: string) => `${tenant_id} ${id}`;
  const decided = notices.map((notice) => place(notice, notice.event_id));
  const wanted = events.filter(isTold).map((event) => place(event, event.id));
  const { missing } = compareBags(wanted, decided);
  const all = new Set(events.map((event) => place(event, event.id)));
  const there = new Set(messages.map((message) => place(message, message.id)));
  const waiting = notices.filter(({ outcome }) => outcome === 'held' || outcome === 'digested');
  const empty = notices.filter(
    (notice) => notice.outcome === 'sent' && !there.has(place(notice, notice.notification_id ?? '')),
  );
  const unsent = messages.filter(({ state }) => state === 'queued' || state === 'held');
  const of = 'notices';
  return [
    {
      check: 'lost',
      of,
      looked: wanted.length,
      wrong: [
        ...missing.map((what) => `${what}: nothing was decided`),
        ...waiting
          .filter(({ notification_id }) => notification_id === null)
          .map((notice) => `${place(notice, notice.event_id)}: still ${notice.outcome}`),
        ...empty.map((notice) => `${place(notice, notice.event_id)}: told by no message`),
        ...unsent.map((message) => `${place(message, message.id)}: still ${message.state}`),
      ],
    },
    {
      check: 'cross-tenant',
      of,
      looked: decided.length,
      wrong: decided.filter((what) => !all.has(what)).map((what) => `${what}: no event of this firm`),
    },
  ];
}
