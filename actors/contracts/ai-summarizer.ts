import { Type } from '@sinclair/typebox';
import { contract } from './contract.ts';

const Id = Type.String({ minLength: 5, maxLength: 64 });

/**
 * Writes summaries, answers and explanations about a firm's cases, with a model or without one. What is asked waits in
 * ai_answers; each question is an actor of its own (key = answer id), so that a slow one holds up no other of the firm.
 */
export const aiSummarizer = contract('ai-summarizer', {
  /** Answer what waits in ai_answers under this id. */
  answer: Type.Object({ answerId: Id }),
  /** New movements of cases, told by the events of these ids: put each case's into a sentence or two (key = '' or a case). */
  notice: Type.Object({ eventIds: Type.Array(Id, { maxItems: 500 }) }),
  /** The firm changed its settings: begin or end its nightly work (key `nightly`). */
  configure: Type.Object({}),
  /** Summarise again what has changed since its last summary (key `nightly`). */
  nightly: Type.Object({}),
  /** Ask whether a batch at the provider has ended, and take its results (key `nightly`). */
  collect: Type.Object({ batchId: Id, tries: Type.Integer({ minimum: 0 }) }),
});

/** The actor that does a firm's nightly work. */
export const NIGHTLY = 'nightly';
