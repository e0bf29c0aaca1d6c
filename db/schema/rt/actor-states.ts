import { bigint, integer, json, primaryKey, text } from 'drizzle-orm/pg-core';
import { instant } from '../columns.ts';
import { rt } from './schema.ts';

export const actorStates = rt.table(
  'actor_states',
  {
    kind: text('kind').notNull(),
    tenant: text('tenant').notNull(),
    key: text('key').notNull().default(''),
    /** Version of the state's schema; an older one is upgraded when it is loaded. */
    version: integer('version').notNull(),
    state: json('state').notNull(),
    /** Commits so far. */
    revision: bigint('revision', { mode: 'number' }).notNull().default(1),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.kind, t.tenant, t.key] })],
);
