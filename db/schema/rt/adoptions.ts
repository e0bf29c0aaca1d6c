import { index, text } from 'drizzle-orm/pg-core';
import { instant } from '../columns.ts';
import { rt } from './schema.ts';

/** Messages that an operator published by hand and that were given a row: a redelivery is not adopted twice. */
export const adoptions = rt.table(
  'adoptions',
  { id: text('id').primaryKey(), adoptedAt: instant('adopted_at').notNull().defaultNow() },
  // Expiry sweep.
  (t) => [index('adoptions_age').on(t.adoptedAt)],
);
