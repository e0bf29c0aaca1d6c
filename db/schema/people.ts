import { sql } from 'drizzle-orm';
import { index, integer, jsonb, pgTable, primaryKey, smallint, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { DailyHours, Preferences } from '../../actors/contracts/people.ts';
import { createdAt, instant, tenantId } from './columns.ts';

/** Who is told. A person may sign in (user_id) or not. */
export const people = pgTable(
  'people',
  {
    tenantId: tenantId(),
    id: text('id').notNull(),
    userId: text('user_id'),
    name: text('name').notNull(),
    email: text('email'),
    /** member; finer ones are for later. */
    role: text('role').notNull().default('member'),
    /** Such as SP123456. */
    oabNumbers: text('oab_numbers').array().notNull().default(sql`'{}'::text[]`),
    /** pt-BR | en */
    language: text('language').notNull().default('pt-BR'),
    timeZone: text('time_zone').notNull().default('America/Sao_Paulo'),
    workingHours: jsonb('working_hours').$type<DailyHours>(),
    quietHours: jsonb('quiet_hours').$type<DailyHours>(),
    /** HH:MM on the person's clock. */
    summaryHour: text('summary_hour').notNull().default('08:00'),
    /** Of the weekly summary; Monday is 1. */
    summaryDay: smallint('summary_day').notNull().default(1),
    /** case | client | lawyer */
    digestBy: text('digest_by').notNull().default('case'),
    digestMinutes: integer('digest_minutes').notNull().default(30),
    preferences: jsonb('preferences').$type<Preferences>().notNull().default({}),
    /** Channels on which the firm lets the content of sealed cases go to this person. */
    sealedChannels: text('sealed_channels').array().notNull().default(sql`'{}'::text[]`),
    /** Nothing but what is critical until then. */
    mutedUntil: instant('muted_until'),
    createdAt: createdAt(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
    /** Name, address and links are gone; what was sent stays without them. */
    erasedAt: instant('erased_at'),
    version: integer('version').notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    // GET /v1/people, newest first, keyset.
    index('people_recent').on(t.tenantId, t.createdAt, t.id),
    // A user is one person; GET /v1/inbox of who has signed in.
    uniqueIndex('people_user').on(t.tenantId, t.userId).where(sql`user_id is not null and erased_at is null`),
    // The same mailbox is the same person.
    uniqueIndex('people_email').on(t.tenantId, sql`lower(${t.email})`).where(sql`erased_at is null`),
  ],
);
