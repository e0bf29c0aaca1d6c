import type { TenantTx } from '../tenant.ts';

export interface BatchRow {
  id: string;
  providerId: string;
  model: string;
  state: 'in_progress' | 'collected';
  expiresAt: Date;
}

export async function createBatch(
  tx: TenantTx,
  batch: { id: string; providerId: string; model: string; answers: number; expiresAt: Date },
): Promise<void> {
  await tx.client.query({
    name: 'create-ai-batch',
    text: `insert into ai_batches (tenant_id, id, provider_id, model, answers, expires_at) values ($1, $2, $3, $4, $5, $6)
      on conflict (tenant_id, id) do nothing`,
    values: [tx.tenantId, batch.id, batch.providerId, batch.model, batch.answers, batch.expiresAt],
  });
}

export async function readBatch(tx: TenantTx, batchId: string): Promise<BatchRow | undefined> {
  const { rows } = await tx.client.query<BatchRow>({
    name: 'read-ai-batch',
    text: `select id, provider_id as "providerId", model, state, expires_at as "expiresAt"
      from ai_batches where tenant_id = $1 and id = $2`,
    values: [tx.tenantId, batchId],
  });
  return rows[0];
}

export async function markCollected(tx: TenantTx, batchId: string): Promise<void> {
  await tx.client.query({
    name: 'collected-ai-batch',
    text: `update ai_batches set state = 'collected', collected_at = now() where tenant_id = $1 and id = $2`,
    values: [tx.tenantId, batchId],
  });
}

/** Cases that have moved since their last summary for the client, most recently moved first; sealed ones never. */
export async function casesToSummarise(tx: TenantTx, limit: number): Promise<string[]> {
  const { rows } = await tx.client.query<{ id: string }>({
    name: 'ai-cases-to-summarise',
    text: `select p.id from processes p
      where p.tenant_id = $1 and p.deleted_at is null and p.status = 'active' and p.secrecy = 0 and p.movement_count > 0
        and not exists (select 1 from ai_answers a where a.tenant_id = $1 and a.process_id = p.id and a.task = 'summary'
          and a.input ->> 'audience' = 'client' and a.state in ('done', 'batched', 'waiting') and a.created_at >= p.changed_at)
      order by p.changed_at desc limit $2`,
    values: [tx.tenantId, limit],
  });
  return rows.map((row) => row.id);
}

/** Answers that wait for the results of a batch: those that were begun with it. */
export async function answersOfBatch(tx: TenantTx, batchId: string): Promise<string[]> {
  const { rows } = await tx.client.query<{ id: string }>({
    name: 'ai-answers-of-batch',
    text: `select c.answer_id as id from ai_calls c join ai_answers a on a.tenant_id = c.tenant_id and a.id = c.answer_id
      where c.tenant_id = $1 and starts_with(c.id, $2 || ':') and a.state = 'batched' order by c.answer_id`,
    values: [tx.tenantId, batchId],
  });
  return rows.map((row) => row.id);
}
