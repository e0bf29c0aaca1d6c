import type { TokenUse } from '../../../db/ai/ledger.ts';
import type { FallbackReason } from '../../contracts/ai-answer.ts';
import { Abandoned } from '../engine/anthropic/engine.ts';
import { bytesOf } from '../engine/anthropic/request.ts';
import type { Draft, Engine, Prompt } from '../engine/engine.ts';
import { EngineError, type NextTry } from '../engine/errors.ts';
import type { DraftStatement } from '../grounding/verify.ts';
import type { Book } from '../ledger/book.ts';
import type { Question } from './answer.ts';
import { isWorthShowing, type Judged, judge, judgeOne, typedIn, verdictDoubts } from './body.ts';
import { withRefusals } from './prompt.ts';

export type ModelOutcome =
  | {
      kind: 'written';
      draft: Draft;
      judged: Judged[];
      usage: TokenUse;
      costMicros: number;
      tookMs: number;
      next?: undefined;
    }
  | { kind: 'failed'; reason: FallbackReason; next: NextTry; retryAfterMs: number | undefined };

/** A draft, and another one with the reasons why the first was refused. */
const DRAFTS = 2;

/**
 * Asks one model for a draft that can be proved. Money is reserved before each call and booked after it, whatever becomes of
 * the draft: a call that was cut off is booked by what had arrived.
 */
export async function askModel(
  question: Question,
  { engine, book }: { engine: Engine; book: Book },
  { prompt, model }: { prompt: Prompt; model: string },
): Promise<ModelOutcome> {
  const { task, sources, signal } = question;
  let asked = prompt;
  let spent = 0;
  let tookMs = 0;
  let best: { draft: Draft; judged: Judged[]; ofVerdict: string[]; usage: TokenUse } | undefined;
  for (let draft = 1; draft <= DRAFTS; draft++) {
    // A call that a kill cut off may have to be paid: the next one has a reservation of its own.
    const id = `${question.callKey}:${model}:${draft}:${crypto.randomUUID()}`;
    let isAsked = false;
    const size = { bytes: bytesOf(asked), maxTokens: task.maxTokens };
    if (!(await book.reserve(id, model, size))) {
      if (best) break;
      return { kind: 'failed', reason: 'budget', next: 'never', retryAfterMs: undefined };
    }
    try {
      const written = await engine.write(asked, {
        model,
        maxTokens: task.maxTokens,
        sections: task.sections,
        verdicts: task.verdict?.values ?? null,
        signal,
        onStatement: reader(question),
        onTurn: () => {
          isAsked = true;
        },
      });
      spent += await book.settle(id, model, written.usage);
      tookMs += written.tookMs;
      const judged = judge(written.draft, sources, { input: question.input, isByRules: false });
      const ofVerdict = verdictDoubts(task, written.draft, judged, sources);
      best = { draft: written.draft, judged, ofVerdict, usage: written.usage };
      const refused = judged
        .filter(({ doubts }) => doubts.length > 0)
        .map(({ statement, doubts }) => ({ text: statement.text, doubts }));
      if (refused.length + ofVerdict.length === 0 && judged.length > 0) break;
      if (ofVerdict.length > 0) refused.push({ text: String(written.draft.verdict), doubts: ofVerdict });
      asked = withRefusals(prompt, refused);
    } catch (error) {
      if (isAsked) await settleFailure(book, id, model, error);
      else await book.release(id);
      if (!(error instanceof EngineError)) throw error;
      // What it said first was whole, if doubtful: better than nothing.
      if (best) break;
      return { kind: 'failed', reason: reasonOf(error), next: error.next, retryAfterMs: error.retryAfterMs };
    }
  }
  // A verdict is not shown with a mark: the rules give one that the codes bear out, with their reasons.
  if (!best || best.ofVerdict.length > 0 || !isWorthShowing(best.judged))
    return { kind: 'failed', reason: 'ungrounded', next: 'other', retryAfterMs: undefined };
  return { kind: 'written', ...best, costMicros: spent, tookMs };
}

/** Shows each sentence as soon as it is proved; a doubtful one waits for the end. */
function reader({ sources, input, onText }: Question): (statement: DraftStatement) => void {
  const shown: string[] = [];
  const reading = { typed: typedIn(input), isByRules: false };
  return (statement) => {
    if (judgeOne(statement, sources, reading).doubts.length > 0) return;
    shown.push(statement.text);
    onText(shown.join(' '));
  };
}

async function settleFailure(book: Book, id: string, model: string, error: unknown): Promise<void> {
  const usage = error instanceof EngineError || error instanceof Abandoned ? error.usage : undefined;
  if (usage) await book.settle(id, model, usage);
  // A call whose cost nobody knows stays reserved: the cap holds whatever it was.
  else if (error instanceof EngineError && !error.charged) await book.release(id);
}

function reasonOf(error: EngineError): FallbackReason {
  if (error.reason === 'refused') return 'refused';
  return error.reason === 'malformed' ? 'ungrounded' : 'provider';
}
