import { index, integer, text } from 'drizzle-orm/pg-core';
import { instant } from '../columns.ts';
import { court } from './schema.ts';

/** Every request made to DataJud, answered or not: one half of the negative-evidence ledger. */
export const requests = court.table(
  'requests',
  {
    id: text('id').primaryKey(),
    alias: text('alias').notNull(),
    /** delta | status | documents */
    mode: text('mode').notNull(),
    askedAt: instant('asked_at').notNull(),
    answeredAt: instant('answered_at'),
    /** ok | partial | malformed | bad-request | unauthorized | no-index | rate-limited | gateway-timeout | timeout | unreachable ... */
    outcome: text('outcome').notNull(),
    httpStatus: integer('http_status'),
    numbers: integer('numbers').notNull(),
    hits: integer('hits'),
    tookMs: integer('took_ms'),
    error: text('error'),
  },
  // GET /v1/courts: the latest requests of a court.
  (t) => [index('requests_recent').on(t.alias, t.askedAt)],
);
