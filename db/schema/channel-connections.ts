import { index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { createdAt, instant, tenantId } from './columns.ts';

/** A firm's own bot, number, workspace or mail server. The platform's own come from the environment. */
export const channelConnections = pgTable(
  'channel_connections',
  {
    tenantId: tenantId(),
    id: text('id').notNull(),
    /** email | telegram | whatsapp | slack */
    channel: text('channel').notNull(),
    name: text('name').notNull(),
    /** active | paused (by the firm) | disabled (by the provider) | removed */
    status: text('status').notNull().default('active'),
    reason: text('reason'),
    /** Not secret: phone_number_id, bot user name, team id, sender address. */
    settings: jsonb('settings').$type<Record<string, string>>().notNull().default({}),
    /** JSON object of the secrets, sealed; null when removed. */
    sealed: text('sealed'),
    /** What the provider calls the bot of these secrets; null until it has said so. */
    botName: text('bot_name'),
    /** What an adapter says of an earlier version is about other secrets. */
    secretsVersion: integer('secrets_version').notNull().default(1),
    createdAt: createdAt(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
    /** What adapters compare two words about a connection by. */
    version: integer('version').notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    // Whose connection is it: inbound messages and receipts, before the firm is known.
    uniqueIndex('channel_connections_id').on(t.id),
    // GET /v1/channels; the firm's connection of a channel.
    index('channel_connections_channel').on(t.tenantId, t.channel, t.createdAt),
  ],
);
