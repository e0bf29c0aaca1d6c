import { bigint, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { instant, tenantId } from './columns.ts';

/** The ledger: every use of a model, reserved before it and settled after it. */
export const aiCalls = pgTable(
  'ai_calls',
  {
    tenantId: tenantId(),
    /** The idempotency key of the use: the same for every attempt at it. */
    id: text('id').notNull(),
    answerId: text('answer_id').notNull(),
    task: text('task').notNull(),
    model: text('model').notNull(),
    /** By which it was reserved and is booked: a text of the price list, `model@day=input/output/cache write/cache read`. */
    price: text('price'),
    /** First day of the month, São Paulo. */
    month: text('month').notNull(),
    /** reserved | settled | released */
    state: text('state').notNull().default('reserved'),
    /** What it could cost at the most, millionths of a US dollar. */
    reservedMicros: bigint('reserved_micros', { mode: 'number' }).notNull(),
    reservedTokens: integer('reserved_tokens').notNull(),
    spentMicros: bigint('spent_micros', { mode: 'number' }),
    inputTokens: integer('input_tokens'),
    cacheWriteTokens: integer('cache_write_tokens'),
    cacheReadTokens: integer('cache_read_tokens'),
    outputTokens: integer('output_tokens'),
    startedAt: instant('started_at').notNull().defaultNow(),
    settledAt: instant('settled_at'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    // GET /v1/ai/usage: a month by task and model.
    index('ai_calls_month').on(t.tenantId, t.month),
  ],
);
