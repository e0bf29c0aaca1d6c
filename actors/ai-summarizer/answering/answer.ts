import type { AnswerInput } from '../../../db/ai/answers.ts';
import type { AnswerBody, FallbackReason, Provenance } from '../../contracts/ai-answer.ts';
import { RetryableError } from '../../runtime/errors.ts';
import { bytesOf } from '../engine/anthropic/request.ts';
import type { Draft, Engine } from '../engine/engine.ts';
import { LOCAL_MODEL } from '../engine/local/words.ts';
import type { Book } from '../ledger/book.ts';
import type { Sources } from '../sources/sources.ts';
import type { Task } from '../tasks/task.ts';
import { askModel, type ModelOutcome } from './ask-model.ts';
import { bodyOf, isShown, type Judged, judge } from './body.ts';
import { hashOfPrompt, promptOf } from './prompt.ts';
import type { Shelf } from './shelf.ts';

/** What was asked, and by what means it may be answered. */
export interface Question {
  task: Task;
  input: AnswerInput;
  sources: Sources;
  /** Why no model may be asked; null when one may. */
  barred: FallbackReason | null;
  /** The models to ask, the first one first. */
  models: readonly string[];
  /** Names this handling of this question: call ids begin with it. */
  callKey: string;
  /** No further try will come: the local engine answers rather than nobody. */
  isLastTry: boolean;
  signal: AbortSignal;
  /** All sentences so far, each time there is one more; begins again with a second draft. */
  onText: (text: string) => void;
}

export interface Means {
  /** Absent without a key. */
  engine: Engine | undefined;
  book: Book;
  /** What models have written of the same content. */
  shelf: Shelf;
}

export interface Answered {
  body: AnswerBody;
  provenance: Provenance;
  /** null when nothing was asked of a model. */
  inputHash: string | null;
}

/**
 * Answers a question:
 *
 *   barred ─▶ local
 *   the same was written before ─▶ that
 *   first model ─▶ second model ─▶ local        each draft is proved, refused once with its reasons, then marked or dropped
 *
 * A provider that cannot for the moment is tried again later, as often as the actor's policy says; the last try ends local.
 * @throws RetryableError when the provider asks to come back
 */
export async function answer(question: Question, means: Means): Promise<Answered> {
  const { task, input, sources, models, barred } = question;
  if (barred !== null || !means.engine) return answerLocally(question, barred ?? 'no-key');
  const prompt = promptOf(task, input, sources);
  const inputHash = hashOfPrompt(task, models[0] ?? '', prompt);
  const known = await means.shelf.find(inputHash, question, bytesOf(prompt));
  if (known === 'over-budget') return answerLocally(question, 'budget');
  if (known) return { ...finish(question, known.draft, known.judged, known.provenance), inputHash };

  let outcome: ModelOutcome = { kind: 'failed', reason: 'provider', next: 'other', retryAfterMs: undefined };
  for (const [place, model] of models.entries()) {
    outcome = await askModel(question, { ...means, engine: means.engine }, { prompt, model });
    if (outcome.kind === 'written') {
      const isOwnModel = place === 0;
      const fallback = isOwnModel ? null : ('provider' as const);
      const { draft, judged, usage, costMicros, tookMs } = outcome;
      // Unproved sentences are of no use to anybody else.
      const keep = isOwnModel && !task.isPrivate && judged.every(({ doubts }) => doubts.length === 0);
      if (keep) await means.shelf.keep(inputHash, { model, draft, usage, tookMs });
      const { inputTokens, cacheReadTokens, cacheWriteTokens, outputTokens } = usage;
      const provenance: Provenance = {
        engine: 'anthropic',
        model,
        promptVersion: task.version,
        fallback,
        inputTokens: inputTokens + cacheReadTokens + cacheWriteTokens,
        outputTokens,
        costMicros,
      };
      return { ...finish(question, draft, judged, provenance), inputHash };
    }
    if (outcome.next === 'never') break;
  }
  if (outcome.next === 'later' && !question.isLastTry)
    throw new RetryableError('no model can answer for the moment', {
      retryAfterMs: outcome.retryAfterMs ?? 5_000,
    });
  return answerLocally(question, outcome.reason);
}

/** The extractive twin, through the same verifier. */
export function answerLocally(question: Question, fallback: FallbackReason): Answered {
  const { task, sources, input } = question;
  const draft = task.local(sources, input);
  const judged = judge(draft, sources, { input, isByRules: true });
  const provenance: Provenance = {
    engine: 'local',
    model: LOCAL_MODEL,
    promptVersion: task.version,
    fallback,
    inputTokens: 0,
    outputTokens: 0,
    costMicros: 0,
  };
  return { ...finish(question, draft, judged, provenance), inputHash: null };
}

function finish(
  question: Question,
  draft: Draft,
  judged: readonly Judged[],
  provenance: Provenance,
): Omit<Answered, 'inputHash'> {
  question.onText(
    judged
      .filter(isShown)
      .map(({ statement }) => statement.text)
      .join(' '),
  );
  return { body: bodyOf(question.task, judged, draft.verdict, question.sources), provenance };
}
