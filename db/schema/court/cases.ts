import { sql } from 'drizzle-orm';
import { boolean, index, integer, primaryKey, real, text } from 'drizzle-orm/pg-core';
import { instant } from '../columns.ts';
import { court } from './schema.ts';

/** When each watched number is asked about next at one court. */
export const cases = court.table(
  'cases',
  {
    alias: text('alias').notNull(),
    number: text('number').notNull(),
    watchers: integer('watchers').notNull().default(0),
    /** primary: the court of the number; superior: a court it may have gone up to, asked on a slower beat. */
    beat: text('beat').notNull().default('primary'),
    nextCheckAt: instant('next_check_at').notNull(),
    /** A full look is owed when this passes: a delta cannot show what was removed or back-filled unseen. */
    nextFullAt: instant('next_full_at').notNull(),
    intervalSeconds: integer('interval_seconds').notNull(),
    /** Since when a person waits for it; goes before everything else. */
    urgentSince: instant('urgent_since'),
    lastCheckedAt: instant('last_checked_at'),
    lastChangedAt: instant('last_changed_at'),
    lastResult: text('last_result'),
    /** Newest index time among its documents: what a delta compares with. */
    indexedAt: instant('indexed_at'),
    /** Changes a day, exponentially weighted: decides the interval. */
    changeRate: real('change_rate').notNull().default(0),
    closed: boolean('closed').notNull().default(false),
  },
  (t) => [
    // Number first: GET /v1/processes/{id} asks for all courts of one number, a gateway for many numbers of its court.
    primaryKey({ columns: [t.number, t.alias] }),
    // The next batch of a court: due first, then the soonest due to fill it.
    index('cases_due').on(t.alias, t.nextCheckAt).where(sql`watchers > 0`),
    // A person waits.
    index('cases_urgent').on(t.alias, t.urgentSince).where(sql`urgent_since is not null`),
  ],
);
