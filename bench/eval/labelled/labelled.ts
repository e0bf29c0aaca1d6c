import type { EvalCase } from '../docket.ts';
import { DENIED } from './denied.ts';
import { DEVELOPMENT } from './development.ts';
import { HARD } from './hard.ts';
import { HELD_OUT } from './held-out.ts';
import { type LabelledSentence, readLabelled } from './read-labelled.ts';

/** The labelled sentences by part. Only those held out tell what may be expected of sentences that nobody has seen. */
export function labelledParts(cases: readonly EvalCase[]): Map<string, LabelledSentence[]> {
  return new Map([
    ['development', readLabelled(DEVELOPMENT, cases)],
    ['hard', readLabelled(HARD, cases)],
    ['denied', readLabelled(DENIED, cases)],
    ['held out', readLabelled(HELD_OUT, cases)],
  ]);
}
