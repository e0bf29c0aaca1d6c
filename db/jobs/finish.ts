import type { TenantTx } from '../tenant.ts';
import { wakeFollowers } from './follow.ts';
import type { JobError } from './job.ts';

type End =
  | { state: 'succeeded'; result?: unknown }
  | { state: 'failed'; error: JobError; result?: unknown }
  | { state: 'cancelled'; result?: unknown };

/** Ends an open job as succeeded. Answers false when it had ended before: the first end stays. */
export function finishJob(tx: TenantTx, jobId: string, result?: unknown): Promise<boolean> {
  return endJobs(tx, [jobId], { state: 'succeeded', result });
}

/** Ends an open job as failed, with words for the person who waits (Portuguese) and what to do. */
export function failJob(tx: TenantTx, jobId: string, error: JobError, result?: unknown): Promise<boolean> {
  return endJobs(tx, [jobId], { state: 'failed', error, result });
}

/** Ends an open job that a person cancelled, with what had been done by then. */
export function markCancelled(tx: TenantTx, jobId: string, result?: unknown): Promise<boolean> {
  return endJobs(tx, [jobId], { state: 'cancelled', result });
}

/** Ends every open job among `jobIds` in the same way, and wakes who follows them. Answers whether any was open. */
export async function endJobs(tx: TenantTx, jobIds: readonly string[], end: End): Promise<boolean> {
  const { rows } = await tx.client.query<{ id: string; followers: string[] }>({
    name: 'end-jobs',
    text: `update jobs set state = $3, result = coalesce($4, result), error = $5, updated_at = now(), finished_at = now(),
        progress = case when $3 = 'succeeded' then jsonb_set(progress, '{done}', progress -> 'total') else progress end
      where tenant_id = $1 and id = any($2) and state in ('queued', 'running')
      returning id, followers`,
    values: [
      tx.tenantId,
      jobIds,
      end.state,
      end.result === undefined ? null : JSON.stringify(end.result),
      end.state === 'failed' ? JSON.stringify(end.error) : null,
    ],
  });
  await wakeFollowers(tx, rows);
  return rows.length > 0;
}
