import { orderReport } from '../../actors/commands/reports/order-report.ts';
import { reportRenderer } from '../../actors/contracts/report-renderer.ts';
import type { ReportFormat } from '../../actors/contracts/reports.ts';
import { message } from '../../actors/runtime/message.ts';
import type { Send } from '../../actors/runtime/outbox.ts';
import { createJob } from '../../db/jobs/create.ts';
import type { Job } from '../../db/jobs/job.ts';
import { readReport } from '../../db/reports/read.ts';
import type { TenantTx } from '../../db/tenant.ts';
import type { Call } from '../http/conventions.ts';
import { notFound, Problem } from '../problems/problem.ts';
import { requireOwn, requireParams } from './check.ts';
import type { NewReport } from './schemas.ts';

interface By {
  createdBy: string | null;
  call: Call;
}

/** Has a report made. @throws Problem invalid-body */
export async function createReport(
  tx: TenantTx,
  send: Send,
  wanted: NewReport,
  by: By & { now: number; retentionDays: number },
): Promise<{ job: Job; reportId: string }> {
  const params = wanted.params ?? {};
  requireParams(wanted.kind, params);
  const template = await requireOwn(tx, { params, templateId: wanted.templateId });
  return orderReport(tx, send, {
    kind: wanted.kind,
    params,
    template,
    formats: wanted.formats ?? ['pdf'],
    createdBy: by.createdBy,
    now: new Date(by.now),
    days: by.retentionDays,
    cause: { id: by.call.requestId, trace: by.call.traceparent },
  });
}

/** Has further files made from the data that a report was made from. @throws Problem not-found, report-not-ready */
export async function renderAgain(
  tx: TenantTx,
  send: Send,
  reportId: string,
  formats: readonly ReportFormat[],
  { createdBy, call }: By,
): Promise<Job> {
  const report = await readReport(tx, reportId);
  if (!report) throw notFound('report');
  if (report.state !== 'ready') throw new Problem('report-not-ready');
  const { job, created } = await createJob(tx, {
    type: 'report.render',
    subject: reportId,
    createdBy: createdBy ?? undefined,
  });
  // Another order of other formats: this one has to wait for it.
  if (!created) throw new Problem('report-not-ready', { retryAfterSeconds: 2 });
  const options = { jobId: job.id, cause: call.requestId, trace: call.traceparent };
  const payload = { reportId, jobId: job.id, formats: [...formats] };
  send(message(reportRenderer, 'render', { tenant: tx.tenantId, key: reportId }, payload, options));
  return job;
}
