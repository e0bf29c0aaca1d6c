import { customType } from 'drizzle-orm/pg-core';

/** Words for full-text search. */
export const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' });
