import { index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { tenantId } from './columns.ts';
import { tsvector } from './tsvector.ts';

/**
 * What a watched case is found by, kept by a trigger on processes. Apart from it, because a movement writes the row of its case
 * anew and every index with it, and a case has some forty of these entries.
 */
export const processSearch = pgTable(
  'process_search',
  {
    tenantId: tenantId(),
    processId: text('process_id').notNull(),
    /** Its words, tags and parts of its number, as process_marks writes them. */
    marks: tsvector('marks').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.processId] }),
    // auth.processes_marked alone: neither @@ nor @> is leakproof, so under row-level security no index serves them. Entries wait
    // for each other up to 256 kB: every search reads those that wait, and somebody's registration files them.
    index('process_search_marks').using('gin', t.marks).with({ gin_pending_list_limit: 256 }),
  ],
);
