import { createJob } from '../../../db/jobs/create.ts';
import type { Job } from '../../../db/jobs/job.ts';
import { createReport } from '../../../db/reports/create.ts';
import type { TenantTx } from '../../../db/tenant.ts';
import { newId } from '../../contracts/ids.ts';
import { reportRenderer } from '../../contracts/report-renderer.ts';
import {
  KIND_NAMES,
  type ReportFormat,
  type ReportKind,
  type ReportParams,
} from '../../contracts/reports.ts';
import { message } from '../../runtime/message.ts';
import type { Send } from '../../runtime/outbox.ts';
import type { Cause } from '../cases/register-case.ts';

const DAY_MS = 86_400_000;

export interface ReportOrder {
  kind: ReportKind;
  params: ReportParams;
  template: { id: string; version: number } | null;
  formats: readonly ReportFormat[];
  createdBy: string | null;
  now: Date;
  /** How long it is kept. */
  days: number;
  cause: Cause;
}

/** Has a report made, of what the firm's data is when its turn comes. */
export async function orderReport(
  tx: TenantTx,
  send: Send,
  { kind, params, template, formats, createdBy, now, days, cause }: ReportOrder,
): Promise<{ job: Job; reportId: string }> {
  const id = newId('report');
  await createReport(tx, {
    id,
    kind,
    title: KIND_NAMES[kind],
    params,
    template,
    createdBy: createdBy ?? undefined,
    expiresAt: new Date(now.getTime() + days * DAY_MS),
  });
  const { job } = await createJob(tx, {
    type: 'report.render',
    subject: id,
    createdBy: createdBy ?? undefined,
  });
  const options = { jobId: job.id, cause: cause.id, trace: cause.trace };
  const order = { reportId: id, jobId: job.id, formats: [...formats] };
  send(message(reportRenderer, 'render', { tenant: tx.tenantId, key: id }, order, options));
  return { job, reportId: id };
}
