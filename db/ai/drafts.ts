import type { TenantTx } from '../tenant.ts';

/** Keeps what a job has written so far, for who reads along. */
export async function keepDraft(tx: TenantTx, jobId: string, text: string): Promise<void> {
  await tx.client.query({
    name: 'keep-draft',
    text: `insert into job_drafts (tenant_id, job_id, text) values ($1, $2, $3)
      on conflict (tenant_id, job_id) do update set text = excluded.text, updated_at = now()`,
    values: [tx.tenantId, jobId, text],
  });
}

/** What a job has written so far; undefined when it has written nothing, or has ended. */
export async function readDraft(tx: TenantTx, jobId: string): Promise<string | undefined> {
  const { rows } = await tx.client.query<{ text: string }>({
    name: 'read-draft',
    text: 'select text from job_drafts where tenant_id = $1 and job_id = $2',
    values: [tx.tenantId, jobId],
  });
  return rows[0]?.text;
}

export async function dropDraft(tx: TenantTx, jobId: string): Promise<void> {
  await tx.client.query({
    name: 'drop-draft',
    text: 'delete from job_drafts where tenant_id = $1 and job_id = $2',
    values: [tx.tenantId, jobId],
  });
}
