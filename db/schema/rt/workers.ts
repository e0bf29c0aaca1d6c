import { primaryKey, text } from 'drizzle-orm/pg-core';
import { instant } from '../columns.ts';
import { rt } from './schema.ts';

/** Live worker processes of a kind: each takes its fair share of the partitions. */
export const workers = rt.table(
  'workers',
  {
    kind: text('kind').notNull(),
    owner: text('owner').notNull(),
    seenAt: instant('seen_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.kind, t.owner] })],
);
