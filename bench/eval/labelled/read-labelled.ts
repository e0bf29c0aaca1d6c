import type { DraftStatement } from '../../../actors/ai-summarizer/grounding/verify.ts';
import type { EvalCase } from '../docket.ts';

/** What is wrong with a false sentence. */
export const FAULTS = [
  'result',
  'party',
  'court',
  'date',
  'number',
  'event',
  'person',
  'polarity',
  'instance',
] as const;
export type Fault = (typeof FAULTS)[number];

/** A sentence about an invented case, with what a reader who knows the case says of it. */
export interface LabelledSentence {
  of: EvalCase;
  statement: DraftStatement;
  /** What is wrong with it; null when it is true. */
  fault: Fault | null;
}

const LINE = /^(\S+) \| ((?:[mh]\d+ ?)+) \| (true|false (\w+)) \| (.+)$/;

/** @throws Error naming the line that cannot be read */
export function readLabelled(text: string, cases: readonly EvalCase[]): LabelledSentence[] {
  const byId = new Map(cases.map((one) => [one.id, one]));
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [, id = '', refs = '', , fault = null, words = ''] = LINE.exec(line) ?? [];
      const of = byId.get(id);
      const cited = refs.trim().split(' ');
      const known = new Set(
        [...(of?.sources.movements ?? []), ...(of?.sources.headers ?? [])].map((s) => s.ref),
      );
      const isFault = fault === null || FAULTS.includes(fault as Fault);
      if (!of || !isFault || cited.some((ref) => !known.has(ref))) throw new Error(`"${line}"`);
      return {
        of,
        statement: { section: 'happened', text: words, sources: cited },
        fault: fault as Fault | null,
      };
    });
}
