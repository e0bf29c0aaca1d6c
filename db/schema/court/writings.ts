import { integer, json, text } from 'drizzle-orm/pg-core';
import { instant } from '../columns.ts';
import { court } from './schema.ts';

/**
 * What models wrote about public court content, by the hash of everything that went into the prompt. Of no firm: neither who
 * asked nor how often is here, and no firm's role can read it.
 */
export const writings = court.table('writings', {
  hash: text('hash').primaryKey(),
  model: text('model').notNull(),
  /** Sentences with the prompt's own names of the movements (m1, m2 ...), which no firm's ids are part of. */
  draft: json('draft').notNull(),
  /** What it cost, and how long it took: a second asker is charged and served the same. */
  usage: json('usage').notNull(),
  tookMs: integer('took_ms').notNull(),
  /** The day, and no more. */
  writtenOn: instant('written_on').notNull(),
});
