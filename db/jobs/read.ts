import type { TenantTx } from '../tenant.ts';
import { JOB_COLUMNS, type Job, type JobState } from './job.ts';

export async function readJob(tx: TenantTx, jobId: string): Promise<Job | undefined> {
  const { rows } = await tx.client.query<Job>({
    name: 'read-job',
    text: `select ${JOB_COLUMNS} from jobs where tenant_id = $1 and id = $2`,
    values: [tx.tenantId, jobId],
  });
  return rows[0];
}

export interface JobFilters {
  state?: JobState;
  type?: string;
}

/** Newest first; `after` is the last job of the page before. */
export async function listJobs(
  tx: TenantTx,
  filters: JobFilters,
  page: { limit: number; after?: { createdAt: Date; id: string } },
): Promise<Job[]> {
  const { rows } = await tx.client.query<Job>({
    text: `select ${JOB_COLUMNS} from jobs
      where tenant_id = $1 and ($2::text is null or state = $2) and ($3::text is null or type = $3)
        and ($4::timestamptz is null or (created_at, id) < ($4, $5))
      order by created_at desc, id desc limit $6`,
    values: [
      tx.tenantId,
      filters.state ?? null,
      filters.type ?? null,
      page.after?.createdAt ?? null,
      page.after?.id ?? null,
      page.limit,
    ],
  });
  return rows;
}
