import { bigint, text } from 'drizzle-orm/pg-core';
import { instant } from '../columns.ts';
import { rt } from './schema.ts';

/** How far a reader of the event store has come, in commit order. */
export const relays = rt.table('relays', {
  name: text('name').primaryKey(),
  xid: text('xid').notNull().default('0'),
  position: bigint('position', { mode: 'number' }).notNull().default(0),
  updatedAt: instant('updated_at').notNull().defaultNow(),
});
