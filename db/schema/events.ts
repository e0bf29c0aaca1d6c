import { sql } from 'drizzle-orm';
import {
  bigint,
  customType,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { instant, tenantId } from './columns.ts';

const xid8 = customType<{ data: string }>({ dataType: () => 'xid8' });

/** The event store: every aggregate's history, and the durable feed that partners read. Append only. */
export const events = pgTable(
  'events',
  {
    tenantId: tenantId(),
    id: text('id').notNull(),
    /** process | movement events live on the process; webhook, tenant ... on their own. */
    aggregate: text('aggregate').notNull(),
    aggregateId: text('aggregate_id').notNull(),
    /** 1, 2, 3 ... within the aggregate. A clash means that somebody else wrote first. */
    version: integer('version').notNull(),
    type: text('type').notNull(),
    /** new | late | backfill | correction */
    origin: text('origin').notNull().default('new'),
    occurredAt: instant('occurred_at').notNull(),
    recordedAt: instant('recorded_at').notNull().defaultNow(),
    causationId: text('causation_id'),
    correlationId: text('correlation_id'),
    data: jsonb('data').notNull(),
    /** The writing transaction: readers stop before the oldest one still open, or they would skip its rows. */
    xid: xid8('xid').notNull().default(sql`pg_current_xact_id()`),
    position: bigint('position', { mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    // Append with expected version; reading one aggregate in order.
    uniqueIndex('events_stream').on(t.tenantId, t.aggregateId, t.version),
    // GET /v1/events: the tenant's feed in commit order.
    index('events_feed').on(t.tenantId, t.xid, t.position),
    // GET /v1/events?types=: each type in commit order.
    index('events_of_type').on(t.tenantId, t.type, t.xid, t.position),
    // The relay to the EVENTS stream, all tenants in commit order. Its condition holds for every event and is said by the relay
    // alone: a firm that is many but quiet would otherwise look for the end of its feed among everybody's.
    index('events_relay').on(t.xid, t.position).where(sql`position > 0`),
  ],
);
