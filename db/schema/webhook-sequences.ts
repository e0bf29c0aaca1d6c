import { bigint, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { tenantId } from './columns.ts';

/** The last sequence number given to a (endpoint, process), and the event that carried it. */
export const webhookSequences = pgTable(
  'webhook_sequences',
  {
    tenantId: tenantId(),
    endpointId: text('endpoint_id').notNull(),
    processId: text('process_id').notNull(),
    sequence: bigint('sequence', { mode: 'number' }).notNull(),
    eventId: text('event_id').notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.endpointId, t.processId] })],
);
