import type { AnswerInput } from '../../../db/ai/answers.ts';
import type { AiTask, Section, Verdict } from '../../contracts/ai-answer.ts';
import type { Draft } from '../engine/engine.ts';
import type { SourceMovement, Sources } from '../sources/sources.ts';

/** Something that can be asked about a case: how a model is asked, and how it is answered without one. */
export interface Task {
  name: AiTask;
  /** Changes with every word of the prompt or rule of the twin: it is shown with each answer and part of each hash. */
  version: string;
  sections: readonly Section[];
  verdict: { kind: Verdict['kind']; values: readonly string[] } | null;
  /** Why a model's verdict is not accepted, in Portuguese: by all movements, and by those that its proved sentences cite. */
  verdictDoubts?(
    verdict: string | null,
    all: readonly SourceMovement[],
    cited: readonly SourceMovement[],
  ): string[];
  maxTokens: number;
  /** Whether the asker typed something: then the answer is of that firm alone and is not shared. */
  isPrivate: boolean;
  /** What is wanted, for a model. What the asker typed goes through `renderInput`. */
  instructions(input: AnswerInput, sources: Sources): string;
  /** The extractive twin: the same answer from rules. */
  local(sources: Sources, input: AnswerInput): Draft;
}
