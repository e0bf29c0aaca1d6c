import { type AnswerRow, readAnswer } from '../../../db/ai/answers.ts';
import { answersOfBatch, markCollected, readBatch } from '../../../db/ai/batches.ts';
import { markAnswer } from '../../../db/ai/finish.ts';
import { readAiSettings } from '../../../db/ai/settings.ts';
import { aiSummarizer, NIGHTLY } from '../../contracts/ai-summarizer.ts';
import { type Answered, answerLocally } from '../answering/answer.ts';
import { bodyOf, isWorthShowing, judge } from '../answering/body.ts';
import { hashOfPrompt, promptOf } from '../answering/prompt.ts';
import type { BatchResult } from '../engine/anthropic/batches.ts';
import { EngineError } from '../engine/errors.ts';
import { openBook } from '../ledger/book.ts';
import { BATCH_DISCOUNT } from '../ledger/price.ts';
import type { SummarizerContext, SummarizerParts } from '../parts.ts';
import { TASKS } from '../tasks/tasks.ts';
import { findSources } from './find-sources.ts';
import { capsOf } from './models.ts';
import { collectAgainMs } from './night.ts';
import { storeAnswer, storeFailure } from './store.ts';
import { batchCall } from './submit-night.ts';

/** After its end the provider is given so long to have the results ready. */
const GRACE_MS = 3_600_000;

/**
 * Takes a batch's results once it has ended, whatever their order: each belongs to the answer whose id it bears. What the batch
 * did not do, or did not prove, the local engine answers.
 *
 * What cannot be had is asked for again until the batch is long over, whatever the provider says: an answer that waits for it is
 * never left open.
 */
export async function collect(
  parts: SummarizerParts,
  ctx: SummarizerContext,
  { batchId, tries }: { batchId: string; tries: number },
): Promise<void> {
  const { provider } = parts;
  const batch = await ctx.read((tx) => readBatch(tx, batchId));
  if (batch?.state !== 'in_progress') return;
  const isOver = parts.now().getTime() > batch.expiresAt.getTime() + GRACE_MS;
  const results = provider && !isOver ? await resultsOf(parts, ctx, batch.providerId) : [];
  if ('notYetMs' in results) {
    const waitMs = Math.max(results.notYetMs, collectAgainMs(tries, parts.pace.collectMs));
    const at = new Date(parts.now().getTime() + waitMs);
    const to = { tenant: ctx.tenant, key: NIGHTLY };
    return ctx.send(
      aiSummarizer,
      'collect',
      to,
      { batchId, tries: tries + 1 },
      { at, reminder: `collect-${batchId}` },
    );
  }
  const byId = new Map(results.map((result) => [result.id, result]));
  for (const id of await ctx.read((tx) => answersOfBatch(tx, batchId)))
    await store(parts, ctx, { batchId, model: batch.model, id, result: byId.get(id) });
  ctx.write((tx) => markCollected(tx, batchId));
}

/** The results, or how long to wait at the least. */
async function resultsOf(
  { provider }: SummarizerParts,
  ctx: SummarizerContext,
  providerId: string,
): Promise<BatchResult[] | { notYetMs: number }> {
  if (!provider) return [];
  const { batches } = provider;
  try {
    if (!(await batches.hasEnded(providerId, ctx.signal))) return { notYetMs: 0 };
    return await batches.results(
      providerId,
      { sections: TASKS.summary.sections, verdicts: null },
      ctx.signal,
    );
  } catch (error) {
    if (!(error instanceof EngineError) || ctx.signal.aborted) throw error;
    ctx.log.warn({ err: error, batch: providerId }, 'a batch cannot be collected for the moment');
    return { notYetMs: error.retryAfterMs ?? 0 };
  }
}

async function store(
  parts: SummarizerParts,
  ctx: SummarizerContext,
  {
    batchId,
    model,
    id,
    result,
  }: { batchId: string; model: string; id: string; result: BatchResult | undefined },
): Promise<void> {
  const { row, found, settings } = await ctx.read(async (tx) => {
    const row = await readAnswer(tx, id);
    return { row, found: row && (await findSources(tx, row)), settings: await readAiSettings(tx) };
  });
  if (row?.state !== 'batched' || !found) return;
  const { prices } = parts.config;
  const caps = capsOf(parts.config, settings);
  const book = openBook({
    pool: ctx.platform,
    tenant: ctx.tenant,
    answerId: id,
    task: row.task,
    caps,
    prices,
    now: parts.now,
    share: BATCH_DISCOUNT,
  });
  const call = batchCall(batchId, row.processId);
  const usage = result && 'usage' in result ? result.usage : undefined;
  const micros = usage ? await book.settle(call, model, usage) : 0;
  // Of what was never collected nobody knows the cost: it stays reserved, and the cap holds.
  if (result && !usage) await book.release(call);
  // It was sealed or dropped while it was away.
  if ('whyNot' in found) return storeFailure(ctx, row, found.whyNot);
  const asked = promptOf(TASKS[row.task], row.input, found.sources);
  // Its movements have changed: what the model calls m2 may be another one by now.
  if (result?.kind === 'written' && hashOfPrompt(TASKS[row.task], model, asked) !== row.inputHash) {
    ctx.write((tx) => markAnswer(tx, id, 'waiting'));
    ctx.send(aiSummarizer, 'answer', { tenant: ctx.tenant, key: id }, { answerId: id });
    return;
  }
  storeAnswer(ctx, row, found.process, answeredBy(row, found.sources, { model, micros }, result));
}

function answeredBy(
  row: AnswerRow,
  sources: Parameters<typeof judge>[1],
  { model, micros }: { model: string; micros: number },
  result: BatchResult | undefined,
): Answered {
  const task = TASKS[row.task];
  const locally = {
    task,
    input: row.input,
    sources,
    barred: null,
    models: [],
    callKey: '',
    isLastTry: true,
    signal: new AbortController().signal,
    onText() {},
  };
  if (result?.kind !== 'written')
    return answerLocally(locally, result?.kind === 'malformed' ? 'ungrounded' : 'provider');
  const judged = judge(result.draft, sources, { input: row.input, isByRules: false });
  if (!isWorthShowing(judged)) return answerLocally(locally, 'ungrounded');
  const { usage } = result;
  return {
    body: bodyOf(task, judged, result.draft.verdict, sources),
    provenance: {
      engine: 'anthropic',
      model,
      promptVersion: task.version,
      fallback: null,
      inputTokens: usage.inputTokens + usage.cacheReadTokens + usage.cacheWriteTokens,
      outputTokens: usage.outputTokens,
      costMicros: micros,
    },
    inputHash: row.inputHash,
  };
}
