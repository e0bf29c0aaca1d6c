import { sql } from 'drizzle-orm';
import { pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { createdAt, instant, tenantId } from './columns.ts';

export const users = pgTable(
  'users',
  {
    tenantId: tenantId(),
    id: text('id').notNull(),
    email: text('email').notNull(),
    name: text('name').notNull(),
    /** owner | member */
    role: text('role').notNull().default('member'),
    /** argon2id, PHC string. */
    passwordHash: text('password_hash').notNull(),
    createdAt: createdAt(),
    disabledAt: instant('disabled_at'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    // Sign-in looks a person up by address before the tenant is known (auth.user_by_email).
    uniqueIndex('users_email').on(sql`lower(${t.email})`),
  ],
);
