import { customType } from 'drizzle-orm/pg-core';

/** Bytes that only the program can read, such as compact JSON (db/compact-json.ts). */
export const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' });
