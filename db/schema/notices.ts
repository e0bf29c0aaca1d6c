import { sql } from 'drizzle-orm';
import { index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { createdAt, instant, tenantId } from './columns.ts';

/** What was decided about an event for a person on a channel: every event that a subscription takes has exactly one outcome. */
export const notices = pgTable(
  'notices',
  {
    tenantId: tenantId(),
    personId: text('person_id').notNull(),
    eventId: text('event_id').notNull(),
    channel: text('channel').notNull(),
    /** sent | held (until release_at) | digested (until release_at) | suppressed */
    outcome: text('outcome').notNull(),
    /** Why it was held, digested or suppressed. */
    reason: text('reason'),
    /** What it is gathered with. */
    batch: text('batch'),
    releaseAt: instant('release_at'),
    /** The message that it became part of. */
    notificationId: text('notification_id'),
    processId: text('process_id'),
    /** The same for one act that two graus tell of. */
    dedupKey: text('dedup_key').notNull(),
    /** critical | important | routine | case | operation | report */
    eventClass: text('event_class').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.personId, t.eventId, t.channel] }),
    // The lane of a person: what is due.
    index('notices_due').on(t.tenantId, t.personId, t.releaseAt).where(sql`outcome in ('held', 'digested')`),
    // Was this act told already.
    index('notices_act').on(t.tenantId, t.personId, t.dedupKey),
    // GET /v1/notices, newest first, keyset.
    index('notices_recent').on(t.tenantId, t.createdAt, t.personId, t.eventId, t.channel),
    // GET /v1/notices?outcome=: what most are not.
    index('notices_unsent')
      .on(t.tenantId, t.outcome, t.createdAt, t.personId, t.eventId, t.channel)
      .where(sql`outcome <> 'sent'`),
    // GET /v1/notices?processId=
    index('notices_process').on(t.tenantId, t.processId, t.createdAt),
  ],
);
