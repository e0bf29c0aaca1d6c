import { pgSchema } from 'drizzle-orm/pg-core';

/** The actor runtime's own tables; actors/runtime/README.md tells how they work together. */
export const rt = pgSchema('rt');
