import type { TokenUse } from '../../../db/ai/ledger.ts';
import type { DraftStatement } from '../grounding/verify.ts';

/** What an engine writes: sentences that cite refs, and a decision where the task wants one. */
export interface Draft {
  statements: DraftStatement[];
  /** One of the task's values. */
  verdict: string | null;
}

/** A question to an engine, in parts: what is the same for all first, so that a provider can keep it in its cache. */
export interface Prompt {
  /** The rules of the house. */
  system: string;
  /** The case, as data. */
  sources: string;
  /** What is wanted, and what the asker typed, as data. */
  task: string;
  /** Why the draft before was refused; empty at first. */
  refusals: string;
}

export interface Written {
  draft: Draft;
  usage: TokenUse;
  tookMs: number;
}

export interface WriteOptions {
  model: string;
  maxTokens: number;
  sections: readonly string[];
  verdicts: readonly string[] | null;
  signal: AbortSignal;
  /** Its turn has come: from here on it may cost. */
  onTurn?: () => void;
  /** Each sentence as soon as it is whole, in order. */
  onStatement?: (statement: DraftStatement) => void;
}

/** Whoever can write. Errors are `EngineError` (engine/errors.ts) and carry what to do next. */
export interface Engine {
  write(prompt: Prompt, options: WriteOptions): Promise<Written>;
}
