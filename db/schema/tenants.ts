import { pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { createdAt, tenantId } from './columns.ts';

/** A law firm. Its own row is visible to itself alone. */
export const tenants = pgTable(
  'tenants',
  {
    tenantId: tenantId(),
    name: text('name').notNull(),
    /** starter | professional | business | enterprise: decides the weight of its share of DataJud. */
    plan: text('plan').notNull().default('professional'),
    timeZone: text('time_zone').notNull().default('America/Sao_Paulo'),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.tenantId] })],
);
