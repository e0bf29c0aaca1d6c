import { disclaimerOf, textOf } from '../../actors/contracts/ai-answer.ts';
import type { AnswerRow } from '../../db/ai/answers.ts';
import type { AiSettings } from '../../db/ai/settings.ts';
import type { MonthOfUse } from '../../db/ai/usage.ts';
import type { Answer, Settings, Usage } from './schemas.ts';

const MICROS = 1_000_000;

/** An answer as the API shows it. */
export function showAnswer(row: AnswerRow): Answer {
  const { body } = row;
  return {
    id: row.id,
    task: row.task,
    processId: row.processId,
    audience: row.task === 'summary' ? (row.input.audience ?? null) : null,
    question: row.input.question ?? row.input.term ?? null,
    state: row.state,
    text: body ? textOf(body) : '',
    statements: body?.statements ?? [],
    verdict: body?.verdict ?? null,
    withheld: body?.withheld ?? [],
    engine: row.engine,
    model: row.model,
    promptVersion: row.promptVersion,
    fallback: row.fallback,
    cost: { inputTokens: row.inputTokens, outputTokens: row.outputTokens, usd: row.costMicros / MICROS },
    disclaimer: row.engine && disclaimerOf(row.engine),
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}

export function showSettings({ monthlyMicros, ...settings }: AiSettings): Settings {
  return { ...settings, monthlyBudgetUsd: monthlyMicros === null ? null : monthlyMicros / MICROS };
}

export function showUsage(month: MonthOfUse): Usage {
  return {
    month: month.month.slice(0, 7),
    capUsd: month.capMicros === null ? null : month.capMicros / MICROS,
    capTokens: month.capTokens,
    spentUsd: month.spentMicros / MICROS,
    spentTokens: month.spentTokens,
    reservedUsd: month.reservedMicros / MICROS,
    reservedTokens: month.reservedTokens,
    uses: month.uses.map(({ spentMicros, ...use }) => ({ ...use, spentUsd: spentMicros / MICROS })),
  };
}
