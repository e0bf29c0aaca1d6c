import { bigint, text } from 'drizzle-orm/pg-core';
import { instant } from '../columns.ts';
import { rt } from './schema.ts';

/** What the platform's own bots are called, as their provider says: of nobody, for every firm's link codes. */
export const platformBots = rt.table('platform_bots', {
  /** `platform-telegram` */
  connectionId: text('connection_id').primaryKey(),
  channel: text('channel').notNull(),
  username: text('username').notNull(),
  /** Of the connection whose token it was asked with: seconds of a start, so that the later start's word holds. */
  version: bigint('version', { mode: 'number' }).notNull(),
  updatedAt: instant('updated_at').notNull().defaultNow(),
});
