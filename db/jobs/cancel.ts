import type { TenantTx } from '../tenant.ts';
import { JOB_COLUMNS, type Job } from './job.ts';

/**
 * Asks for a job to end early. Its worker sees that at its next step and marks it cancelled; one that has ended
 * stays as it is. Undefined when the firm has no such job.
 */
export async function requestCancel(tx: TenantTx, jobId: string): Promise<Job | undefined> {
  const { rows } = await tx.client.query<Job>({
    name: 'cancel-job',
    text: `update jobs set
        cancel_requested_at = case when state in ('queued', 'running') then coalesce(cancel_requested_at, now()) else cancel_requested_at end,
        updated_at = case when state in ('queued', 'running') then now() else updated_at end
      where tenant_id = $1 and id = $2
      returning ${JOB_COLUMNS}`,
    values: [tx.tenantId, jobId],
  });
  return rows[0];
}

/** Whether the worker of a job should stop: somebody asked it to, or the job has ended or is gone. */
export async function isCancelRequested(tx: TenantTx, jobId: string): Promise<boolean> {
  const { rows } = await tx.client.query({
    name: 'job-cancelled',
    text: `select cancel_requested_at is not null or state not in ('queued', 'running') as cancelled
      from jobs where tenant_id = $1 and id = $2`,
    values: [tx.tenantId, jobId],
  });
  return rows[0]?.cancelled ?? true;
}
