import type { NewAnswer } from '../../../db/ai/answers.ts';
import { createBatch } from '../../../db/ai/batches.ts';
import { aiSummarizer, NIGHTLY } from '../../contracts/ai-summarizer.ts';
import { newId } from '../../contracts/ids.ts';
import { RetryableError } from '../../runtime/errors.ts';
import { hashOfPrompt, promptOf } from '../answering/prompt.ts';
import type { BatchItem } from '../engine/anthropic/batches.ts';
import { bytesOf } from '../engine/anthropic/request.ts';
import { EngineError } from '../engine/errors.ts';
import { openBook } from '../ledger/book.ts';
import { BATCH_DISCOUNT } from '../ledger/price.ts';
import type { SummarizerContext, SummarizerParts } from '../parts.ts';
import { TASKS } from '../tasks/tasks.ts';
import { findSources } from './find-sources.ts';

/** Under which a batch's use of a model for one case is booked. */
export function batchCall(batchId: string, processId: string | null): string {
  return `${batchId}:${processId}`;
}

/** Attempts at a provider that cannot for the moment, of the actor's six: the last of those must not fail, or no night follows. */
const TRIES = 5;

/**
 * Submits a night's summaries as one batch; answers the ids of those that are in it, each with the hash of what was asked. It is
 * submitted before the commit: a crash between the two leaves one at the provider that nobody collects. What that may have cost
 * stays reserved, the repetition submits another under reservations of its own, and each summary is stored once.
 */
export async function submitNight(
  parts: SummarizerParts,
  ctx: SummarizerContext,
  rows: readonly NewAnswer[],
  caps: { micros: number; tokens: number },
): Promise<ReadonlyMap<string, string>> {
  const { config, provider } = parts;
  const batchId = newId('batch');
  const { summary: task } = TASKS;
  const model = config.models.summary;
  const items: (BatchItem & { hash: string; release: () => Promise<void> })[] = [];
  for (const row of rows) {
    const found = await ctx.read((tx) => findSources(tx, row));
    if ('whyNot' in found) continue;
    const prompt = promptOf(task, row.input, found.sources);
    const { prices } = config;
    const book = openBook({
      pool: ctx.platform,
      tenant: ctx.tenant,
      answerId: row.id,
      task: task.name,
      caps,
      prices,
      now: parts.now,
      share: BATCH_DISCOUNT,
    });
    const call = batchCall(batchId, row.processId);
    if (!(await book.reserve(call, model, { bytes: bytesOf(prompt), maxTokens: task.maxTokens }))) continue;
    const { maxTokens, sections } = task;
    items.push({
      id: row.id,
      prompt,
      model,
      maxTokens,
      sections,
      verdicts: null,
      hash: hashOfPrompt(task, model, prompt),
      release: () => book.release(call),
    });
  }
  if (items.length === 0 || !provider) return new Map();
  try {
    const { providerId, expiresAt } = await provider.batches.submit(items, ctx.signal);
    ctx.write((tx) => createBatch(tx, { id: batchId, providerId, model, answers: items.length, expiresAt }));
    const at = new Date(parts.now().getTime() + parts.pace.collectMs);
    const to = { tenant: ctx.tenant, key: NIGHTLY };
    ctx.send(aiSummarizer, 'collect', to, { batchId, tries: 0 }, { at, reminder: `collect-${batchId}` });
    return new Map(items.map(({ id, hash }) => [id, hash]));
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    // Whether it has got there is not known: then it may have to be paid.
    if (!error.charged) for (const item of items) await item.release();
    if (error.next === 'later' && ctx.attempt < TRIES)
      throw new RetryableError(error.message, {
        retryAfterMs: error.retryAfterMs ?? parts.pace.busyMs,
        cause: error,
      });
    ctx.log.error({ err: error }, 'a batch was refused; its summaries are made one by one');
    return new Map();
  }
}
