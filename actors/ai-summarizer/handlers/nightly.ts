import { createAnswers, type NewAnswer } from '../../../db/ai/answers.ts';
import { casesToSummarise } from '../../../db/ai/batches.ts';
import { readAiSettings } from '../../../db/ai/settings.ts';
import { aiSummarizer, NIGHTLY } from '../../contracts/ai-summarizer.ts';
import { newId } from '../../contracts/ids.ts';
import type { SummarizerContext, SummarizerParts } from '../parts.ts';
import { capsOf } from './models.ts';
import { nextNight } from './night.ts';
import { submitNight } from './submit-night.ts';

/** Cases of one night; the rest is for the next. */
const PER_NIGHT = 200;

/** Sets the alarm of the night where the firm wants it; where it does not, the alarm finds nothing to do. */
export async function configure(parts: SummarizerParts, ctx: SummarizerContext): Promise<void> {
  const { nightly } = await ctx.read(readAiSettings);
  if (nightly) setAlarm(parts, ctx);
}

function setAlarm({ now }: SummarizerParts, ctx: SummarizerContext): void {
  const to = { tenant: ctx.tenant, key: NIGHTLY };
  ctx.send(aiSummarizer, 'nightly', to, {}, { at: nextNight(now()), reminder: 'nightly' });
}

/**
 * Summarises what has changed: one batch at the provider where the firm allows it, otherwise question by question. What the
 * caps leave no room for is answered one by one as well, which ends with the local engine.
 */
export async function nightly(parts: SummarizerParts, ctx: SummarizerContext): Promise<void> {
  const { settings, cases } = await ctx.read(async (tx) => {
    const settings = await readAiSettings(tx);
    return { settings, cases: settings.nightly ? await casesToSummarise(tx, PER_NIGHT) : [] };
  });
  if (!settings.nightly) return;
  setAlarm(parts, ctx);
  if (cases.length === 0) return;
  const rows = cases.map((processId): NewAnswer => {
    const input = { audience: 'client' as const };
    return { id: newId('answer'), task: 'summary', processId, jobId: null, input, createdBy: null };
  });
  const mayLeave = parts.provider !== undefined && settings.externalModels;
  const batched = mayLeave
    ? await submitNight(parts, ctx, rows, capsOf(parts.config, settings))
    : new Map<string, string>();
  const states = rows.map((row) => ({
    ...row,
    state: batched.has(row.id) ? ('batched' as const) : ('waiting' as const),
    inputHash: batched.get(row.id),
  }));
  ctx.write((tx) => createAnswers(tx, states));
  for (const { id } of rows)
    if (!batched.has(id)) ctx.send(aiSummarizer, 'answer', { tenant: ctx.tenant, key: id }, { answerId: id });
}
