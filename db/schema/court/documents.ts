import { boolean, primaryKey, text } from 'drizzle-orm/pg-core';
import { bytea } from '../bytea.ts';
import { instant } from '../columns.ts';
import { court } from './schema.ts';

/** The newest normalised answer of a court for one number and grau. */
export const documents = court.table(
  'documents',
  {
    alias: text('alias').notNull(),
    number: text('number').notNull(),
    grau: text('grau').notNull(),
    /** Hash of the normalised body: equal means that there is nothing to compare. */
    contentHash: text('content_hash').notNull(),
    /** Compact JSON of a CourtDocument without its stamps. */
    body: bytea('body').notNull(),
    /** By its movements: see actors/contracts/instance-status.ts. A case is polled slowly when all its graus are closed. */
    closed: boolean('closed').notNull().default(false),
    sourceUpdatedAt: instant('source_updated_at'),
    indexedAt: instant('indexed_at'),
    firstSeenAt: instant('first_seen_at').notNull(),
    fetchedAt: instant('fetched_at').notNull(),
    requestId: text('request_id').notNull(),
  },
  (t) => [primaryKey({ columns: [t.alias, t.number, t.grau] })],
);
