import { doubtsOf } from '../../actors/ai-summarizer/grounding/verify.ts';
import { FAULTS, type LabelledSentence } from './labelled/read-labelled.ts';

/** How well the verifier tells sentences that were labelled by hand. */
export interface VerifierScore {
  part: string;
  /** False sentences, and those of them that it doubts. */
  falseOnes: number;
  doubted: number;
  /** True sentences, and those of them that it doubts all the same. */
  trueOnes: number;
  alarms: number;
  byFault: Record<string, { of: number; doubted: number }>;
  /** False ones that passed, and true ones that did not: with the reasons. */
  passed: string[];
  falseAlarms: string[];
}

export function scoreVerifier(part: string, sentences: readonly LabelledSentence[]): VerifierScore {
  const judged = sentences.map((one) => ({ ...one, doubts: doubtsOf(one.statement, one.of.sources) }));
  const bad = judged.filter(({ fault }) => fault !== null);
  const good = judged.filter(({ fault }) => fault === null);
  const caught = bad.filter(({ doubts }) => doubts.length > 0);
  const alarms = good.filter(({ doubts }) => doubts.length > 0);
  const byFault = Object.fromEntries(
    FAULTS.map((name) => {
      const of = bad.filter(({ fault }) => fault === name);
      return [name, { of: of.length, doubted: of.filter(({ doubts }) => doubts.length > 0).length }];
    }),
  );
  return {
    part,
    falseOnes: bad.length,
    doubted: caught.length,
    trueOnes: good.length,
    alarms: alarms.length,
    byFault,
    passed: bad.filter((one) => !caught.includes(one)).map((one) => `${one.fault}: ${one.statement.text}`),
    falseAlarms: alarms.map(({ statement, doubts }) => `${statement.text} (${doubts.join('; ')})`),
  };
}
