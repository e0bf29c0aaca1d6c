import { pgSchema } from 'drizzle-orm/pg-core';

/** What is public court data is fetched once and shared; who watches what is not (watchers). */
export const court = pgSchema('court');
