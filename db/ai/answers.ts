import type { AiTask, AnswerBody, FallbackReason, Provenance } from '../../actors/contracts/ai-answer.ts';
import type { TenantTx } from '../tenant.ts';

export type AnswerState = 'waiting' | 'batched' | 'done' | 'failed' | 'cancelled';

/** What was asked besides the case. */
export interface AnswerInput {
  audience?: 'client' | 'lawyer';
  question?: string;
  /** A document or passage to classify. */
  text?: string;
  movementIds?: string[];
  term?: string;
}

export interface AnswerRow {
  id: string;
  task: AiTask;
  processId: string | null;
  jobId: string | null;
  input: AnswerInput;
  /** Names what was asked of a model, once it was; null before, and where none was. */
  inputHash: string | null;
  state: AnswerState;
  body: AnswerBody | null;
  engine: Provenance['engine'] | null;
  model: string | null;
  promptVersion: string | null;
  fallback: FallbackReason | null;
  inputTokens: number;
  outputTokens: number;
  costMicros: number;
  createdBy: string | null;
  createdAt: Date;
  finishedAt: Date | null;
}

export interface NewAnswer {
  id: string;
  task: AiTask;
  processId: string | null;
  jobId: string | null;
  input: AnswerInput;
  state?: AnswerState;
  inputHash?: string;
  createdBy: string | null;
}

export const ANSWER_COLUMNS = `id, task, process_id as "processId", job_id as "jobId", input, input_hash as "inputHash", state, body, engine, model,
  prompt_version as "promptVersion", fallback, input_tokens as "inputTokens", output_tokens as "outputTokens",
  cost_micros as "costMicros", created_by as "createdBy", created_at as "createdAt", finished_at as "finishedAt"`;

/** Writes down what was asked. */
export async function createAnswers(tx: TenantTx, answers: readonly NewAnswer[]): Promise<void> {
  if (answers.length === 0) return;
  await tx.client.query({
    name: 'create-ai-answers',
    text: `insert into ai_answers (tenant_id, id, task, process_id, job_id, input, input_hash, state, created_by)
      select $1, id, task, "processId", "jobId", input, "inputHash", coalesce(state, 'waiting'), "createdBy"
      from json_to_recordset($2) as a(id text, task text, "processId" text, "jobId" text, input jsonb, "inputHash" text, state text, "createdBy" text)
      on conflict (tenant_id, id) do nothing`,
    values: [tx.tenantId, JSON.stringify(answers)],
  });
}

export async function readAnswer(tx: TenantTx, answerId: string): Promise<AnswerRow | undefined> {
  const { rows } = await tx.client.query<AnswerRow>({
    name: 'read-ai-answer',
    text: `select ${ANSWER_COLUMNS} from ai_answers where tenant_id = $1 and id = $2`,
    values: [tx.tenantId, answerId],
  });
  return rows[0];
}

/** Answers about a case that are done, newest first; `after` is the last one of the page before. */
export async function listAnswers(
  tx: TenantTx,
  processId: string,
  filters: { task?: AiTask; audience?: string },
  page: { limit: number; after?: { createdAt: Date; id: string } },
): Promise<AnswerRow[]> {
  const { rows } = await tx.client.query<AnswerRow>({
    text: `select ${ANSWER_COLUMNS} from ai_answers
      where tenant_id = $1 and process_id = $2 and state = 'done'
        and ($3::text is null or task = $3) and ($4::text is null or input ->> 'audience' = $4)
        and ($5::timestamptz is null or (created_at, id) < ($5, $6))
      order by created_at desc, id desc limit $7`,
    values: [
      tx.tenantId,
      processId,
      filters.task ?? null,
      filters.audience ?? null,
      page.after?.createdAt ?? null,
      page.after?.id ?? null,
      page.limit,
    ],
  });
  return rows;
}

/** The same question of the same firm, answered before. A fallback is no answer to keep: the next try may do better. */
export async function findSameAnswer(tx: TenantTx, inputHash: string): Promise<AnswerRow | undefined> {
  const { rows } = await tx.client.query<AnswerRow>({
    name: 'same-ai-answer',
    text: `select ${ANSWER_COLUMNS} from ai_answers
      where tenant_id = $1 and input_hash = $2 and state = 'done' and engine = 'anthropic' and fallback is null
      order by created_at desc limit 1`,
    values: [tx.tenantId, inputHash],
  });
  return rows[0];
}
