import { newId } from '../../actors/contracts/ids.ts';
import type { TenantTx } from '../tenant.ts';
import { JOB_COLUMNS, type Job, type JobProgress } from './job.ts';

export interface NewJob {
  id?: string;
  type: string;
  /** With a subject, an open job of the same type and subject is answered instead of a second one. */
  subject?: string;
  progress?: JobProgress;
  createdBy?: string;
}

/** Queues a job of the bound firm. `created` is false when it was there already: then send nothing. */
export async function createJob(tx: TenantTx, job: NewJob): Promise<{ job: Job; created: boolean }> {
  const { rows } = await tx.client.query({
    name: 'create-job',
    text: CREATE,
    values: [
      tx.tenantId,
      job.id ?? newId('job'),
      job.type,
      job.subject ?? null,
      job.progress ? JSON.stringify(job.progress) : null,
      job.createdBy ?? null,
    ],
  });
  const { inserted, ...row } = rows[0];
  return { job: row, created: inserted };
}

// The no-op update locks and returns the open job, even one that was committed after this statement began.
const CREATE = `
  insert into jobs (tenant_id, id, type, subject, progress, created_by) values ($1, $2, $3, $4, $5, $6)
  on conflict (tenant_id, type, subject) where state in ('queued', 'running') do update set subject = excluded.subject
  returning ${JOB_COLUMNS}, (xmax = 0) as inserted`;
