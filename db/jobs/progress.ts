import type { TenantTx } from '../tenant.ts';
import type { JobProgress } from './job.ts';

/**
 * Says how far an open job has come (the first report makes it `running`). A finished job stays as it is.
 * Answers whether somebody has asked to cancel it, so that the worker need not ask as well.
 */
export async function reportProgress(
  tx: TenantTx,
  jobId: string,
  progress: JobProgress,
): Promise<{ cancelRequested: boolean }> {
  const { rows } = await tx.client.query({
    name: 'job-progress',
    text: `update jobs set state = 'running', progress = $3, updated_at = now()
      where tenant_id = $1 and id = $2 and state in ('queued', 'running')
      returning cancel_requested_at is not null as "cancelRequested"`,
    values: [tx.tenantId, jobId, JSON.stringify(progress)],
  });
  return rows[0] ?? { cancelRequested: true };
}
