import { sql } from 'drizzle-orm';
import { bigint, boolean, index, jsonb, pgTable, primaryKey, smallint, text } from 'drizzle-orm/pg-core';
import type { Content } from '../../actors/contracts/channels.ts';
import { createdAt, instant, tenantId } from './columns.ts';

/** One message to one person, on one or more channels. */
export const notifications = pgTable(
  'notifications',
  {
    tenantId: tenantId(),
    id: text('id').notNull(),
    position: bigint('position', { mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
    personId: text('person_id').notNull(),
    /** single | digest | summary | storm | escalation | test */
    kind: text('kind').notNull(),
    eventClass: text('event_class').notNull(),
    processIds: text('process_ids').array().notNull(),
    /** Those of them that were sealed when it was written: the content tells nothing of them. */
    hiddenProcessIds: text('hidden_process_ids').array().notNull().default(sql`'{}'`),
    eventIds: text('event_ids').array().notNull(),
    /** The best that became of its sends: queued | sent | delivered | read | failed */
    state: text('state').notNull().default('queued'),
    /** Null once the person was erased. */
    content: jsonb('content').$type<Content>(),
    /** Asks for an acknowledgement. */
    needsAck: boolean('needs_ack').notNull().default(false),
    /** In its acknowledgement link: whoever has it may acknowledge this one message and nothing else. */
    ackToken: text('ack_token'),
    acknowledgedAt: instant('acknowledged_at'),
    /** Person, user or API key. */
    acknowledgedBy: text('acknowledged_by'),
    /** api | link | chat */
    acknowledgedHow: text('acknowledged_how'),
    /** The first of the chain that it belongs to; null for the first itself. */
    rootId: text('root_id'),
    /** 1, 2, 3 … of the escalation policy; null for the first. */
    step: smallint('step'),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    // GET /v1/notifications, newest first.
    index('notifications_recent').on(t.tenantId, t.position),
    // GET /v1/notifications?personId=, the inbox and its stream.
    index('notifications_person').on(t.tenantId, t.personId, t.position),
    // GET /v1/notifications?state=
    index('notifications_state').on(t.tenantId, t.state, t.position),
    // GET /v1/notifications?unacknowledged=true; the newest that a person has still to acknowledge.
    index('notifications_unacknowledged')
      .on(t.tenantId, t.personId, t.position)
      .where(sql`needs_ack and acknowledged_at is null`),
    // GET /v1/notifications?since=
    index('notifications_since').on(t.tenantId, t.createdAt),
    // The chain of an escalated notice.
    index('notifications_chain').on(t.tenantId, t.rootId).where(sql`root_id is not null`),
  ],
);
