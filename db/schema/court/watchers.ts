import { index, primaryKey, text } from 'drizzle-orm/pg-core';
import { createdAt, tenantId } from '../columns.ts';
import { court } from './schema.ts';

/** Who watches what: for the runtime role alone. */
export const watchers = court.table(
  'watchers',
  {
    alias: text('alias').notNull(),
    number: text('number').notNull(),
    tenantId: tenantId(),
    processId: text('process_id').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.alias, t.number, t.tenantId] }),
    // Weighted share of a batch; removing a firm.
    index('watchers_tenant').on(t.tenantId, t.alias),
  ],
);
