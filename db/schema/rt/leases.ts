import { bigint, primaryKey, smallint, text } from 'drizzle-orm/pg-core';
import { instant } from '../columns.ts';
import { rt } from './schema.ts';

/** Who owns a partition. The epoch rises with every change of hands and is checked inside every commit. */
export const leases = rt.table(
  'leases',
  {
    kind: text('kind').notNull(),
    partition: smallint('partition').notNull(),
    owner: text('owner'),
    epoch: bigint('epoch', { mode: 'number' }).notNull().default(0),
    expiresAt: instant('expires_at'),
  },
  (t) => [primaryKey({ columns: [t.kind, t.partition] })],
);
