import { failJob } from '../../../db/jobs/finish.ts';
import { reportFailed } from '../../../db/reports/finish.ts';
import type { Report } from '../../../db/reports/report.ts';
import type { TenantTx } from '../../../db/tenant.ts';
import { KIND_NAMES } from '../../contracts/reports.ts';
import type { Send } from '../../runtime/outbox.ts';
import type { RendererContext } from '../parts.ts';
import type { ReportRefused } from '../refused.ts';
import { tell, toBeTold } from './generated.ts';

interface Refusal {
  order: { reportId: string; jobId: string };
  report: Report;
  refused: ReportRefused;
}

/** Ends a report and its job failed, with the reason and what to do, and tells who waits for it. */
export async function writeRefusal(
  tx: TenantTx,
  send: Send,
  ctx: RendererContext,
  { order: { reportId, jobId }, report, refused }: Refusal,
): Promise<void> {
  const { message: reason, fix } = refused;
  const error = { message: reason, ...(fix ? { fix } : {}) };
  await reportFailed(tx, reportId, error);
  await failJob(tx, jobId, error);
  const { kind, scheduleId } = report;
  // Not the title that it has: that may name a case which is under secrecy by now.
  const title = KIND_NAMES[kind];
  const data = { reportId, kind, title, reason, fix: fix ?? null, scheduleId, deliverTo: toBeTold(report) };
  await tell(tx, send, 'document.failed', data, ctx);
}
