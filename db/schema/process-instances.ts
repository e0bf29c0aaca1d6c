import { boolean, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { bytea } from './bytea.ts';
import { instant, tenantId } from './columns.ts';

/** One grau of a case at one court, as last told, with the compact history that the next answer is compared with. */
export const processInstances = pgTable(
  'process_instances',
  {
    tenantId: tenantId(),
    processId: text('process_id').notNull(),
    alias: text('alias').notNull(),
    grau: text('grau').notNull(),
    tribunal: text('tribunal').notNull(),
    /** The court document without its movements. */
    header: jsonb('header').notNull(),
    /** Known movements as compact JSON; see actors/process-monitor/projection/packed.ts. */
    history: bytea('history').notNull(),
    closed: boolean('closed').notNull().default(false),
    secrecy: integer('secrecy').notNull().default(0),
    /** court.documents.content_hash that this state has absorbed. */
    contentHash: text('content_hash').notNull(),
    sourceUpdatedAt: instant('source_updated_at'),
    updatedAt: instant('updated_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.processId, t.alias, t.grau] })],
);
