import { bigint, doublePrecision, jsonb, text } from 'drizzle-orm/pg-core';
import { court } from './schema.ts';

/**
 * What all workers together may ask of a provider of models, one row for each account: a token bucket, the calls under way, and
 * the models that fail. Of no firm. Instants are Unix milliseconds of Postgres's clock.
 */
export const providerLimits = court.table('provider_limits', {
  account: text('account').primaryKey(),
  tokens: doublePrecision('tokens').notNull(),
  refilledAt: bigint('refilled_at', { mode: 'number' }).notNull(),
  /** The provider has said that nothing is left until then. */
  pausedUntil: bigint('paused_until', { mode: 'number' }).notNull(),
  /** Requests a minute that the provider's answers name; null while none has. */
  toldPerMinute: doublePrecision('told_per_minute'),
  /** Call id -> when its place is free again, whatever has become of its worker. */
  underWay: jsonb('under_way').$type<Record<string, number>>().notNull(),
  /** Model -> failures in a row, and until when it is left alone. */
  models: jsonb('models').$type<Record<string, { failures: number; closedUntil: number }>>().notNull(),
});
