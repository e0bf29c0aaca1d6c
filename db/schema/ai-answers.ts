import { bigint, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { AnswerBody } from '../../actors/contracts/ai-answer.ts';
import { createdAt, instant, tenantId } from './columns.ts';

/** What a firm asked about a case, and what was answered. */
export const aiAnswers = pgTable(
  'ai_answers',
  {
    tenantId: tenantId(),
    id: text('id').notNull(),
    /** summary | notice | question | risk | classification | term */
    task: text('task').notNull(),
    /** null for a term. */
    processId: text('process_id'),
    /** The job that somebody waits for; null for nightly work and notices. */
    jobId: text('job_id'),
    /** What was asked besides the case: audience, question, text, movements, term. */
    input: jsonb('input').notNull(),
    /** waiting | batched | done | failed | cancelled */
    state: text('state').notNull().default('waiting'),
    /** Hash of task, input, prompt and content of the case: the same question of the same firm is answered once. */
    inputHash: text('input_hash'),
    body: jsonb('body').$type<AnswerBody>(),
    engine: text('engine'),
    model: text('model'),
    promptVersion: text('prompt_version'),
    fallback: text('fallback'),
    inputTokens: integer('input_tokens').notNull().default(0),
    outputTokens: integer('output_tokens').notNull().default(0),
    /** Millionths of a US dollar. */
    costMicros: bigint('cost_micros', { mode: 'number' }).notNull().default(0),
    createdBy: text('created_by'),
    createdAt: createdAt(),
    finishedAt: instant('finished_at'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    // GET /v1/processes/{id}/answers, newest first, keyset; the last summary of a case.
    index('ai_answers_of_process').on(t.tenantId, t.processId, t.createdAt, t.id),
    // The same question again.
    index('ai_answers_same').on(t.tenantId, t.inputHash),
  ],
);
