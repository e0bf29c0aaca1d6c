import type { AnswerBody, Provenance } from '../../actors/contracts/ai-answer.ts';
import type { TenantTx } from '../tenant.ts';
import type { AnswerState } from './answers.ts';

export interface FinishedAnswer {
  id: string;
  inputHash: string | null;
  body: AnswerBody;
  provenance: Provenance;
}

/** Stores an answer under its question, once: one that has ended stays as it is. Answers whether it was open. */
export async function finishAnswer(tx: TenantTx, answer: FinishedAnswer): Promise<boolean> {
  const { provenance: made } = answer;
  const { rowCount } = await tx.client.query({
    name: 'finish-ai-answer',
    text: `update ai_answers set state = 'done', input_hash = $3, body = $4, engine = $5, model = $6, prompt_version = $7,
        fallback = $8, input_tokens = $9, output_tokens = $10, cost_micros = $11, finished_at = now()
      where tenant_id = $1 and id = $2 and state in ('waiting', 'batched')`,
    values: [
      tx.tenantId,
      answer.id,
      answer.inputHash,
      JSON.stringify(answer.body),
      made.engine,
      made.model,
      made.promptVersion,
      made.fallback,
      made.inputTokens,
      made.outputTokens,
      made.costMicros,
    ],
  });
  return (rowCount ?? 0) > 0;
}

/** Ends an open question without an answer, or says that a batch has it. */
export async function markAnswer(tx: TenantTx, answerId: string, state: AnswerState): Promise<void> {
  await tx.client.query({
    name: 'mark-ai-answer',
    text: `update ai_answers set state = $3, finished_at = case when $3 in ('failed', 'cancelled') then now() end
      where tenant_id = $1 and id = $2 and state in ('waiting', 'batched')`,
    values: [tx.tenantId, answerId, state],
  });
}
