import { sql } from 'drizzle-orm';
import { bigint, index, json, smallint, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { instant } from '../columns.ts';
import { rt } from './schema.ts';

/** A message exists from its sender's commit to its receiver's: outbox, inbox and redrive in one row. */
export const messages = rt.table(
  'messages',
  {
    position: bigint('position', { mode: 'number' }).notNull().generatedByDefaultAsIdentity({ cache: 1 }),
    id: text('id').notNull(),
    kind: text('kind').notNull(),
    partition: smallint('partition').notNull(),
    tenant: text('tenant').notNull(),
    key: text('key').notNull().default(''),
    type: text('type').notNull(),
    payload: json('payload').notNull(),
    attempts: smallint('attempts').notNull().default(0),
    /** A failed message holds its mailbox until then. */
    retryAt: instant('retry_at'),
    lastError: text('last_error'),
    /** A reminder sleeps until then and is no part of the mailbox yet. */
    dueAt: instant('due_at'),
    /** At most one sleeping reminder of this name per actor. */
    reminder: text('reminder'),
    jobId: text('job_id'),
    cause: text('cause'),
    trace: text('trace'),
    sentAt: instant('sent_at').notNull().defaultNow(),
  },
  (t) => [
    // Filling a mailbox in order; finding the actors of a partition that have mail; removing what was handled.
    // There is deliberately no index on position alone: the planner would walk it past everybody else's mail.
    uniqueIndex('messages_mailbox')
      .on(t.kind, t.partition, t.tenant, t.key, t.position)
      .where(sql`due_at is null`),
    // Reminders that are due.
    index('messages_due').on(t.kind, t.partition, t.dueAt).where(sql`due_at is not null`),
    uniqueIndex('messages_reminder')
      .on(t.kind, t.tenant, t.key, t.reminder)
      .where(sql`due_at is not null and reminder is not null`),
  ],
);
