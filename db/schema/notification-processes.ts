import { bigint, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { tenantId } from './columns.ts';

/** The cases that a message is about, to find the messages of a case: row-level security keeps an index on the array from being used. */
export const notificationProcesses = pgTable(
  'notification_processes',
  {
    tenantId: tenantId(),
    processId: text('process_id').notNull(),
    /** Of the message. */
    position: bigint('position', { mode: 'number' }).notNull(),
  },
  // GET /v1/notifications?processId=, newest first.
  (t) => [primaryKey({ columns: [t.tenantId, t.processId, t.position] })],
);
