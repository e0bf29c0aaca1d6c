import type { Draft } from '../../actors/ai-summarizer/engine/engine.ts';
import { courtsOf } from '../../actors/ai-summarizer/grounding/courts.ts';
import { numbersOf, takeDates } from '../../actors/ai-summarizer/grounding/facts.ts';
import { type DraftStatement, doubtsOf } from '../../actors/ai-summarizer/grounding/verify.ts';
import { isMovement, wordsOf } from '../../actors/ai-summarizer/sources/sources.ts';
import type { EvalCase } from './docket.ts';
import { flesch } from './plainness.ts';

/** Of one case; shares are from 0 to 1. */
export interface Score {
  id: string;
  area: string;
  /** Sentences of all answers that can be proved from what they cite. */
  grounding: number;
  /** Critical movements that the client's summary covers. */
  coverage: number;
  /** The same for the lawyer's. */
  lawyerCoverage: number;
  /** Whether it says where the case stands on the right movement. */
  standing: number;
  /** Whether the question is answered from the right movement, or owned to be unanswerable. */
  answer: number;
  /** Whether the risk is the expected one. */
  risk: number;
  /** Readability of the client's summary. */
  plainness: number | undefined;
  /** Days, numbers and courts that are nowhere in the case. */
  hallucinated: string[];
}

export interface Drafts {
  client: Draft;
  lawyer: Draft;
  question: Draft;
  risk: Draft;
}

export function scoreOf(one: EvalCase, drafts: Drafts): Score {
  const { client, lawyer, question, risk } = drafts;
  const all = [client, lawyer, question, risk].flatMap(({ statements }) => statements);
  const proved = all.filter((statement) => doubtsOf(statement, one.sources).length === 0);
  const stands = client.statements.filter(({ section }) => section === 'stands');
  return {
    id: one.id,
    area: one.area,
    grounding: all.length === 0 ? 0 : proved.length / all.length,
    coverage: coverage(client.statements, one.mustCover),
    lawyerCoverage: coverage(lawyer.statements, one.mustCover),
    standing: cites(stands, one.standsOn) ? 1 : 0,
    answer: scoreAnswer(question, one),
    risk: risk.verdict === one.favours ? 1 : 0,
    plainness: flesch(client.statements.map(({ text }) => text).join(' ')),
    hallucinated: hallucinations(all, one),
  };
}

function coverage(statements: readonly DraftStatement[], wanted: readonly string[]): number {
  if (wanted.length === 0) return 1;
  const cited = new Set(statements.flatMap(({ sources }) => sources));
  return wanted.filter((ref) => cited.has(ref)).length / wanted.length;
}

function cites(statements: readonly DraftStatement[], refs: readonly string[]): boolean {
  return statements.some(({ sources }) => sources.some((ref) => refs.includes(ref)));
}

function scoreAnswer({ statements, verdict }: Draft, one: EvalCase): number {
  if (!one.answerable) return verdict === 'no' ? 1 : 0;
  return verdict !== 'no' && cites(statements, one.answerRestsOn) ? 1 : 0;
}

/** Against the whole case and not what a sentence cites: what is not even there was made up. */
function hallucinations(statements: readonly DraftStatement[], { sources }: EvalCase): string[] {
  const everything = [...sources.headers, ...sources.movements];
  const proof = everything.map(wordsOf).join(' | ');
  const days = everything.flatMap((source) => (isMovement(source) ? source.date : (source.filedOn ?? [])));
  const numbers = new Set(numbersOf(takeDates(proof).rest));
  const courts = new Set(courtsOf(proof));
  return statements.flatMap(({ text }) => {
    const { dates, rest } = takeDates(text);
    return [
      ...dates.filter((date) => !days.some((day) => day.includes(date))),
      ...numbersOf(rest).filter((number) => !numbers.has(number)),
      ...courtsOf(text).filter(
        (court) => ![...courts].some((known) => known.includes(court) || court.includes(known)),
      ),
    ];
  });
}
