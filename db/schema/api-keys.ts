import { pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { createdAt, instant, tenantId } from './columns.ts';

export const apiKeys = pgTable(
  'api_keys',
  {
    tenantId: tenantId(),
    id: text('id').notNull(),
    name: text('name').notNull(),
    /** First characters of the secret, so that a person can tell keys apart. */
    prefix: text('prefix').notNull(),
    /** SHA-256 of the secret, hex. The secret has 256 bits of entropy, so a slow hash would add nothing. */
    secretHash: text('secret_hash').notNull(),
    scopes: text('scopes').array().notNull(),
    createdBy: text('created_by'),
    createdAt: createdAt(),
    expiresAt: instant('expires_at'),
    lastUsedAt: instant('last_used_at'),
    revokedAt: instant('revoked_at'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    // auth.api_key_by_hash: the request carries nothing but the secret.
    uniqueIndex('api_keys_secret').on(t.secretHash),
  ],
);
