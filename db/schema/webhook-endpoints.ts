import { boolean, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { createdAt, instant, tenantId } from './columns.ts';

export interface WebhookFilters {
  processIds?: string[];
  tribunals?: string[];
  /** At least this important: critical | high | medium | low. */
  minImportance?: string;
  tags?: string[];
}

export const webhookEndpoints = pgTable(
  'webhook_endpoints',
  {
    tenantId: tenantId(),
    id: text('id').notNull(),
    url: text('url').notNull(),
    description: text('description'),
    /** Exact types or `movement.*`; empty is all. */
    eventTypes: text('event_types').array().notNull(),
    filters: jsonb('filters').$type<WebhookFilters>().notNull().default({}),
    /** active | paused (by its owner) | disabled (by the platform or the receiver) */
    status: text('status').notNull().default('active'),
    disabledReason: text('disabled_reason'),
    /** Sealed whsec_ secrets, newest first, older ones with the end of their overlap. */
    secrets: jsonb('secrets').$type<{ sealed: string; expiresAt: string | null }[]>().notNull(),
    /** Sealed ed25519 keys, newest first, each with its public half. */
    signingKeys: jsonb('signing_keys')
      .$type<{ sealed: string; publicKey: string; expiresAt: string | null }[]>()
      .notNull(),
    /** Deliveries a second at the most; null is no limit. */
    ratePerSecond: integer('rate_per_second'),
    /** The firm lets content of sealed cases go there; otherwise such bodies carry ids only. */
    includeSealed: boolean('include_sealed').notNull().default(false),
    failingSince: instant('failing_since'),
    consecutiveFailures: integer('consecutive_failures').notNull().default(0),
    createdAt: createdAt(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
    deletedAt: instant('deleted_at'),
    version: integer('version').notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    // GET /v1/webhooks, newest first, keyset.
    index('webhook_endpoints_recent').on(t.tenantId, t.createdAt, t.id),
  ],
);
