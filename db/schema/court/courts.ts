import { integer, jsonb, text } from 'drizzle-orm/pg-core';
import { instant } from '../columns.ts';
import { court } from './schema.ts';

/** One row per DataJud alias: what its gateway has measured and learnt. */
export const courts = court.table('courts', {
  alias: text('alias').primaryKey(),
  /** closed | open | half-open */
  breakerState: text('breaker_state').notNull().default('closed'),
  /** The breaker's own memory, so that it survives a hand-over. */
  breaker: jsonb('breaker'),
  breakerUntil: instant('breaker_until'),
  /** Numbers a status request carries; halves when the court answers 504, grows back slowly. */
  statusBatch: integer('status_batch').notNull(),
  /** Numbers a whole-document request carries. */
  documentBatch: integer('document_batch').notNull(),
  lastRequestAt: instant('last_request_at'),
  lastSuccessAt: instant('last_success_at'),
  lastFailureAt: instant('last_failure_at'),
  lastError: text('last_error'),
  lastLatencyMs: integer('last_latency_ms'),
  /** The newest index time seen at this court. */
  newestIndexedAt: instant('newest_indexed_at'),
  /** Seconds between a movement and our first sight of it, median of the last ones. */
  lagSeconds: integer('lag_seconds'),
  lagSamples: jsonb('lag_samples').$type<number[]>().notNull().default([]),
});
