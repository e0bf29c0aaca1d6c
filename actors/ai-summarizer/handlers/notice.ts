import { createAnswers, type NewAnswer } from '../../../db/ai/answers.ts';
import { movementsOfEvents } from '../../../db/ai/notice.ts';
import { readAiSettings } from '../../../db/ai/settings.ts';
import { aiSummarizer } from '../../contracts/ai-summarizer.ts';
import { newId } from '../../contracts/ids.ts';
import type { SummarizerContext } from '../parts.ts';

/** Important new movements of a firm that wants them in words: a question for each case. */
export async function noticeNew(ctx: SummarizerContext, eventIds: readonly string[]): Promise<void> {
  const cases = await ctx.read(async (tx) => {
    const { notices } = await readAiSettings(tx);
    return notices ? await movementsOfEvents(tx, eventIds) : [];
  });
  if (cases.length === 0) return;
  const answers = cases.map(({ processId, movementIds }): NewAnswer => {
    const input = { movementIds, audience: 'client' as const };
    return { id: newId('answer'), task: 'notice', processId, jobId: null, input, createdBy: null };
  });
  ctx.write((tx) => createAnswers(tx, answers));
  for (const { id } of answers)
    ctx.send(aiSummarizer, 'answer', { tenant: ctx.tenant, key: id }, { answerId: id });
}
