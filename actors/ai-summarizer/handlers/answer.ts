import { readAnswer } from '../../../db/ai/answers.ts';
import { type AiSettings, readAiSettings } from '../../../db/ai/settings.ts';
import { isCancelRequested } from '../../../db/jobs/cancel.ts';
import { reportProgress } from '../../../db/jobs/progress.ts';
import { withTenant } from '../../../db/tenant.ts';
import type { AiTask, FallbackReason } from '../../contracts/ai-answer.ts';
import { findTerm } from '../../contracts/glossary/find.ts';
import { answer } from '../answering/answer.ts';
import { createShelf } from '../answering/shelf.ts';
import { Abandoned } from '../engine/anthropic/engine.ts';
import { meaningOf } from '../engine/local/question.ts';
import { openBook } from '../ledger/book.ts';
import type { SummarizerContext, SummarizerParts } from '../parts.ts';
import { TASKS } from '../tasks/tasks.ts';
import { watchCancellation } from './cancellation.ts';
import { createDraftKeeper } from './draft-keeper.ts';
import { findSources } from './find-sources.ts';
import { capsOf, modelsOf } from './models.ts';
import { storeAnswer, storeCancellation, storeFailure } from './store.ts';

/** Tries at a provider that cannot for the moment; the last one answers without it. */
const TRIES = 3;
/** Sources read, asked, proved and written down. */
const STEPS = 3;

/** Answers one question: reads what it may rest on, asks, proves, writes down. */
export async function answerOne(
  parts: SummarizerParts,
  ctx: SummarizerContext,
  answerId: string,
): Promise<void> {
  const known = await ctx.read(async (tx) => {
    const row = await readAnswer(tx, answerId);
    if (row?.state !== 'waiting') return undefined;
    const [settings, found] = [await readAiSettings(tx), await findSources(tx, row)];
    return {
      row,
      settings,
      found,
      cancelled: row.jobId !== null && (await isCancelRequested(tx, row.jobId)),
    };
  });
  if (!known) return;
  const { row, settings, found } = known;
  if (known.cancelled) return storeCancellation(ctx, row);
  if ('whyNot' in found) return storeFailure(ctx, row, found.whyNot);
  await progress(ctx, row.jobId, 1);

  const task = TASKS[row.task];
  const { config } = parts;
  const caps = capsOf(config, settings);
  const book = openBook({
    pool: ctx.platform,
    tenant: ctx.tenant,
    answerId,
    task: row.task,
    caps,
    prices: config.prices,
    now: parts.now,
  });
  const cancellation = watchCancellation(ctx, row.jobId, parts.pace.cancelMs);
  const draft = createDraftKeeper(ctx, row.jobId, parts.pace.draftMs);
  try {
    const answered = await answer(
      {
        task,
        input: row.input,
        sources: found.sources,
        barred: barredBy(parts, settings, row.task, row.input),
        models: modelsOf(config, row.task),
        callKey: ctx.idempotencyKey(String(ctx.attempt)),
        isLastTry: ctx.attempt >= TRIES,
        signal: AbortSignal.any([ctx.signal, cancellation.signal]),
        onText: draft.show,
      },
      {
        engine: parts.provider?.engine,
        book,
        shelf: createShelf({ platform: ctx.platform, read: ctx.read, book }),
      },
    );
    await progress(ctx, row.jobId, 2);
    storeAnswer(ctx, row, found.process, answered);
  } catch (error) {
    const isCancelled = cancellation.signal.aborted && !ctx.signal.aborted;
    if (!isCancelled || !(error instanceof Abandoned || isAbort(error))) throw error;
    storeCancellation(ctx, row);
  } finally {
    cancellation.stop();
    // It must not write after the commit has dropped it.
    await draft.settled();
  }
}

/** Why nothing may be asked of a model: there is none, the firm has not allowed it, or the glossary knows. */
function barredBy(
  { provider }: SummarizerParts,
  settings: AiSettings,
  task: AiTask,
  { term, question }: { term?: string; question?: string },
): FallbackReason | null {
  if (task === 'term' && findTerm(term ?? '')) return 'glossary';
  if (task === 'question' && meaningOf(question ?? '')) return 'glossary';
  if (!provider) return 'no-key';
  return settings.externalModels ? null : 'not-allowed';
}

async function progress(ctx: SummarizerContext, jobId: string | null, done: number): Promise<void> {
  if (jobId === null) return;
  await withTenant(ctx.platform, ctx.tenant, (tx) => reportProgress(tx, jobId, { done, total: STEPS }));
}

function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}
