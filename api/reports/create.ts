import { newId } from '../../actors/contracts/ids.ts';
import { reportRenderer } from '../../actors/contracts/report-renderer.ts';
import { KIND_NAMES, type ReportFormat } from '../../actors/contracts/reports.ts';
import { message } from '../../actors/runtime/message.ts';
import type { Send } from '../../actors/runtime/outbox.ts';
import { createJob } from '../../db/jobs/create.ts';
import type { Job } from '../../db/jobs/job.ts';
import { createReport as insertReport } from '../../db/reports/create.ts';
import { readReport } from '../../db/reports/read.ts';
import type { TenantTx } from '../../db/tenant.ts';
import type { Call } from '../http/conventions.ts';
import { notFound, Problem } from '../problems/problem.ts';
import { requireOwn, requireParams } from './check.ts';
import type { NewReport } from './schemas.ts';

const DAY_MS = 86_400_000;

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
  const { templateId, deliverTo } = wanted;
  const template = await requireOwn(tx, { params, templateId, deliverTo });
  const id = newId('report');
  await insertReport(tx, {
    id,
    kind: wanted.kind,
    title: KIND_NAMES[wanted.kind],
    params,
    template,
    deliverTo,
    createdBy: by.createdBy ?? undefined,
    expiresAt: new Date(by.now + by.retentionDays * DAY_MS),
  });
  return { job: await order(tx, send, id, wanted.formats ?? ['pdf'], by), reportId: id };
}

/** Has further files made from the data that a report was made from. @throws Problem not-found, report-not-ready */
export async function renderAgain(
  tx: TenantTx,
  send: Send,
  reportId: string,
  formats: readonly ReportFormat[],
  by: By,
): Promise<Job> {
  const report = await readReport(tx, reportId);
  if (!report) throw notFound('report');
  if (report.state !== 'ready') throw new Problem('report-not-ready');
  return order(tx, send, reportId, formats, by);
}

async function order(
  tx: TenantTx,
  send: Send,
  reportId: string,
  formats: readonly ReportFormat[],
  { createdBy, call }: By,
): Promise<Job> {
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
