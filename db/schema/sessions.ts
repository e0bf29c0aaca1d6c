import { index, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { createdAt, instant, tenantId } from './columns.ts';

/** One row per refresh token; rotation adds a row to the family, reuse of a spent one revokes the family. */
export const sessions = pgTable(
  'sessions',
  {
    tenantId: tenantId(),
    id: text('id').notNull(),
    userId: text('user_id').notNull(),
    familyId: text('family_id').notNull(),
    /** SHA-256 of the refresh token, hex. */
    refreshHash: text('refresh_hash').notNull(),
    userAgent: text('user_agent'),
    createdAt: createdAt(),
    /** Of the family; its first tokens may be swept while it is in use. Null in those made before there was this column. */
    startedAt: instant('started_at'),
    expiresAt: instant('expires_at').notNull(),
    spentAt: instant('spent_at'),
    revokedAt: instant('revoked_at'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    // auth.session_by_refresh: the refresh request carries nothing but the token.
    uniqueIndex('sessions_refresh').on(t.refreshHash),
    // Revoking a family.
    index('sessions_family').on(t.tenantId, t.familyId),
    // Expiry sweep.
    index('sessions_expired').on(t.expiresAt),
  ],
);
