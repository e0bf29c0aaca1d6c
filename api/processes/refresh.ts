import { processMonitor } from '../../actors/contracts/process-monitor.ts';
import { message } from '../../actors/runtime/message.ts';
import type { Send } from '../../actors/runtime/outbox.ts';
import { createJob } from '../../db/jobs/create.ts';
import type { Job } from '../../db/jobs/job.ts';
import { findProcess } from '../../db/processes/find.ts';
import type { TenantTx } from '../../db/tenant.ts';
import type { Call } from '../http/conventions.ts';
import { notFound, Problem } from '../problems/problem.ts';

/**
 * Has the courts of a case asked before everything else. While such a job is open, asking again answers that job.
 * @throws Problem not-found, no-court-index
 */
export async function refreshProcess(
  tx: TenantTx,
  send: Send,
  processId: string,
  by: { createdBy: string | null; call: Call },
): Promise<Job> {
  const process = await findProcess(tx, processId);
  if (!process) throw notFound('process');
  if (process.courtStatus === 'no_index') throw new Problem('no-court-index');
  const { job, created } = await createJob(tx, {
    type: 'process.refresh',
    subject: processId,
    createdBy: by.createdBy ?? undefined,
  });
  if (created) {
    const payload = { processId, number: process.number, jobId: job.id };
    const options = { jobId: job.id, cause: by.call.requestId, trace: by.call.traceparent };
    send(message(processMonitor, 'refresh', { tenant: tx.tenantId }, payload, options));
  }
  return job;
}
