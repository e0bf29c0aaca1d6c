import { sql } from 'drizzle-orm';
import { boolean, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { SubscriptionFilter } from '../../actors/contracts/people.ts';
import { createdAt, instant, tenantId } from './columns.ts';

/** What a person wants to be told of, and where. */
export const subscriptions = pgTable(
  'subscriptions',
  {
    tenantId: tenantId(),
    id: text('id').notNull(),
    personId: text('person_id').notNull(),
    name: text('name').notNull(),
    include: jsonb('include').$type<SubscriptionFilter>().notNull().default({}),
    /** Empty excludes nothing. */
    exclude: jsonb('exclude').$type<SubscriptionFilter>().notNull().default({}),
    /** Empty is every channel of the person. */
    channels: text('channels').array().notNull().default(sql`'{}'::text[]`),
    paused: boolean('paused').notNull().default(false),
    createdAt: createdAt(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
    version: integer('version').notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    // GET /v1/subscriptions, newest first, keyset; all of the firm, to match events.
    index('subscriptions_recent').on(t.tenantId, t.createdAt, t.id),
    // Those of a person.
    index('subscriptions_person').on(t.tenantId, t.personId),
  ],
);
