import { sql } from 'drizzle-orm';
import { index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { createdAt, instant, tenantId } from './columns.ts';

/** What shows that a person wanted to be told there. */
export interface OptIn {
  /** email-on-file | code */
  how: string;
  /** User, API key or inbound message. */
  by: string | null;
  /** Who sent the code, as the provider knows them: in a group only they are obeyed. */
  user?: string;
}

/** What shows that a person wants to be told there no more. */
export interface OptOut {
  /** asked (a word in the chat) | blocked (by the provider's own means) */
  how: string;
  /** The message that said so. */
  by: string;
}

/** A person's address on a channel. */
export const channelLinks = pgTable(
  'channel_links',
  {
    tenantId: tenantId(),
    id: text('id').notNull(),
    personId: text('person_id').notNull(),
    /** email | telegram | whatsapp | slack */
    channel: text('channel').notNull(),
    /** The bot or number that knows the address; null takes the firm's connection of the channel, or the platform's. */
    connectionId: text('connection_id'),
    /** Null while the code has not been used. */
    address: text('address'),
    /** The same chat by another name, where its provider said so: a phone, and a business-scoped user id (WhatsApp). */
    otherAddress: text('other_address'),
    addressName: text('address_name'),
    /** pending | active | disabled (the provider says it is dead) | left (the person went) */
    status: text('status').notNull().default('pending'),
    reason: text('reason'),
    /** SHA-256 of the one-time code. */
    codeHash: text('code_hash'),
    codeExpiresAt: instant('code_expires_at'),
    optIn: jsonb('opt_in').$type<OptIn>(),
    optedInAt: instant('opted_in_at'),
    optedOutAt: instant('opted_out_at'),
    optOut: jsonb('opt_out').$type<OptOut>(),
    /** End of the 24 hours in which free messages may be sent, where the channel has such a window. */
    windowUntil: instant('window_until'),
    /** In the one-click unsubscribe address of mails. */
    unsubscribeToken: text('unsubscribe_token').notNull(),
    createdAt: createdAt(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
    version: integer('version').notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    // The channels of a person.
    index('channel_links_person').on(t.tenantId, t.personId),
    // Whose chat is it: inbound messages, before the firm is known.
    index('channel_links_address').on(t.connectionId, t.address).where(sql`status = 'active'`),
    index('channel_links_other_address')
      .on(t.connectionId, t.otherAddress)
      .where(sql`status = 'active' and other_address is not null`),
    // Whose code is it: the first message of a chat, before the firm is known.
    uniqueIndex('channel_links_code').on(t.codeHash),
    // One-click unsubscribe, before the firm is known.
    uniqueIndex('channel_links_unsubscribe').on(t.unsubscribeToken),
  ],
);
