import { integer, jsonb, pgTable, primaryKey } from 'drizzle-orm/pg-core';
import type { EscalationStep } from '../../actors/contracts/people.ts';
import { instant, tenantId } from './columns.ts';

/** What a firm does about a critical notice that nobody acknowledges. */
export const escalationPolicies = pgTable(
  'escalation_policies',
  {
    tenantId: tenantId(),
    steps: jsonb('steps').$type<EscalationStep[]>().notNull(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
    version: integer('version').notNull().default(1),
  },
  (t) => [primaryKey({ columns: [t.tenantId] })],
);
