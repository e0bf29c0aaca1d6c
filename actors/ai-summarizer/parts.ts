import type { ActorContext } from '../runtime/context.ts';
import type { AiConfig } from './config.ts';
import type { Batches } from './engine/anthropic/batches.ts';
import type { Engine } from './engine/engine.ts';

/** What the summarizer's handlers work with. */
export interface SummarizerParts {
  config: AiConfig;
  /** Absent without a key: then the local engine answers everything. */
  provider: { engine: Engine; batches: Batches } | undefined;
  now: () => Date;
  /**
   * How often a running call looks whether somebody has cancelled it, and how often what it has written is kept; how soon a batch
   * is looked at, and submitted again to a provider that cannot for the moment and does not say how long.
   */
  pace: { cancelMs: number; draftMs: number; collectMs: number; busyMs: number };
}

export type SummarizerContext = ActorContext<unknown>;
