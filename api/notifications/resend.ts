import { notifier } from '../../actors/contracts/notifier.ts';
import { message } from '../../actors/runtime/message.ts';
import type { Send } from '../../actors/runtime/outbox.ts';
import { createJob } from '../../db/jobs/create.ts';
import type { Job } from '../../db/jobs/job.ts';
import { readNotification } from '../../db/notifications/read.ts';
import type { TenantTx } from '../../db/tenant.ts';
import type { Call } from '../http/conventions.ts';
import { notFound } from '../problems/problem.ts';

/** Has a message sent again. Answers the job. @throws Problem not-found */
export async function resendNotification(
  tx: TenantTx,
  send: Send,
  notificationId: string,
  by: { createdBy: string | null; call: Call },
): Promise<Job> {
  const row = await readNotification(tx, notificationId);
  if (!row) throw notFound('notification');
  const { job } = await createJob(tx, { type: 'notification.resend', createdBy: by.createdBy ?? undefined });
  const options = { jobId: job.id, cause: by.call.requestId, trace: by.call.traceparent };
  const to = { tenant: tx.tenantId, key: row.personId };
  send(message(notifier, 'sendAgain', to, { notificationId, jobId: job.id }, options));
  return job;
}
