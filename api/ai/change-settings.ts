import { aiSummarizer, NIGHTLY } from '../../actors/contracts/ai-summarizer.ts';
import { message } from '../../actors/runtime/message.ts';
import type { Send } from '../../actors/runtime/outbox.ts';
import { type AiSettings, changeAiSettings } from '../../db/ai/settings.ts';
import type { TenantTx } from '../../db/tenant.ts';
import type { Call } from '../http/conventions.ts';
import type { SettingsPatch } from './schemas.ts';

/** Changes what a firm lets be done with its cases, and lets the summarizer know of its nights. */
export async function changeSettings(
  tx: TenantTx,
  send: Send,
  { monthlyBudgetUsd, ...changes }: SettingsPatch,
  by: { changedBy: string | null; call: Call },
): Promise<AiSettings> {
  const cap =
    monthlyBudgetUsd === undefined
      ? {}
      : { monthlyMicros: monthlyBudgetUsd === null ? null : Math.round(monthlyBudgetUsd * 1_000_000) };
  const settings = await changeAiSettings(tx, { ...changes, ...cap }, by.changedBy);
  if (changes.nightly) {
    const options = { cause: by.call.requestId, trace: by.call.traceparent };
    send(message(aiSummarizer, 'configure', { tenant: tx.tenantId, key: NIGHTLY }, {}, options));
  }
  return settings;
}
