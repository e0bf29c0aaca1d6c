import { sql } from 'drizzle-orm';
import { boolean, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { AddedWords } from '../../actors/contracts/added-words.ts';
import type { MessageCost } from '../../actors/contracts/message-cost.ts';
import { createdAt, instant, tenantId } from './columns.ts';

/** A message on its way to one address. `id` is the same at every repetition. */
export const notificationSends = pgTable(
  'notification_sends',
  {
    tenantId: tenantId(),
    id: text('id').notNull(),
    notificationId: text('notification_id').notNull(),
    personId: text('person_id').notNull(),
    channel: text('channel').notNull(),
    /** Null for the inbox. */
    linkId: text('link_id'),
    connectionId: text('connection_id'),
    /** Null for the inbox, and once the person was erased. */
    address: text('address'),
    /** queued | sent | delivered | read | failed */
    state: text('state').notNull().default('queued'),
    /** Failed attempts that the provider answered. */
    attempts: integer('attempts').notNull().default(0),
    /** Times handed to the adapter without a receipt within its time, since its last word; 0 when the first one came soon. */
    handed: integer('handed').notNull().default(0),
    /** When it is handed over, or handed over again for want of a receipt; null when nothing is to be done. */
    nextAttemptAt: instant('next_attempt_at'),
    /** Written without content: a case in it was sealed then. What is sealed later is left out each time that it is handed over. */
    sealed: boolean('sealed').notNull().default(false),
    providerId: text('provider_id'),
    /** template (the window was closed: only an approved template was sent) | followed (so was the message, when it opened) */
    form: text('form'),
    errorCode: text('error_code'),
    errorDetail: text('error_detail'),
    cost: jsonb('cost').$type<MessageCost>(),
    /** What this send says beyond its message: what was written since. Null for nothing, and once the person was erased. */
    added: jsonb('added').$type<AddedWords>(),
    createdAt: createdAt(),
    sentAt: instant('sent_at'),
    deliveredAt: instant('delivered_at'),
    readAt: instant('read_at'),
    failedAt: instant('failed_at'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    // The sends of a message.
    index('notification_sends_message').on(t.tenantId, t.notificationId),
    // The lane of a person: what is to be handed over.
    index('notification_sends_due')
      .on(t.tenantId, t.personId, t.nextAttemptAt)
      .where(sql`next_attempt_at is not null`),
    // A receipt that names the provider's own id only, before the firm is known.
    index('notification_sends_provider').on(t.connectionId, t.providerId).where(sql`provider_id is not null`),
    // The window of a chat has opened: what only a template told of.
    index('notification_sends_template').on(t.tenantId, t.personId, t.linkId).where(sql`form = 'template'`),
    // GET /v1/inbox?unread=true
    index('notification_sends_unread')
      .on(t.tenantId, t.personId, t.notificationId)
      .where(sql`channel = 'inbox' and read_at is null`),
    // GET /v1/notifications?channel=
    index('notification_sends_channel').on(t.tenantId, t.channel, t.notificationId),
    // GET /v1/notification-statistics
    index('notification_sends_time').on(t.tenantId, t.createdAt),
  ],
);
