import { processImportLines } from '../../../db/imports/process-lines.ts';
import { finishJob, markCancelled } from '../../../db/jobs/finish.ts';
import { reportProgress } from '../../../db/jobs/progress.ts';
import type { TenantTx } from '../../../db/tenant.ts';
import type { Payload } from '../../contracts/contract.ts';
import { notifier } from '../../contracts/notifier.ts';
import { processMonitor } from '../../contracts/process-monitor.ts';
import { message } from '../../runtime/message.ts';
import type { MonitorContext } from '../parts.ts';
import { watchMessages } from '../watch-lists.ts';

/** Lines in one commit: progress is seen, and the firm's other messages come in between. */
const CHUNK = 500;

/** The next chunk of a bulk import; goes on with a message to itself. */
export function importLines(ctx: MonitorContext, { jobId }: Payload<typeof processMonitor, 'import'>): void {
  const { tenant, messageId: cause } = ctx;
  ctx.write(async (tx, send) => {
    const { done, total } = await countLines(tx, jobId);
    const { cancelRequested } = await reportProgress(tx, jobId, { done, total });
    if (cancelRequested) {
      await markCancelled(tx, jobId, await summary(tx, jobId));
      return;
    }
    const { registered, remaining } = await processImportLines(tx, jobId, CHUNK);
    const created = registered.filter((r) => r.created);
    const watchable = created.filter((r) => r.courtStatus === 'pending');
    send(...watchMessages(tenant, watchable, false, cause));
    const eventIds = created.flatMap((r) => r.eventId ?? []);
    if (eventIds.length > 0) send(message(notifier, 'notify', { tenant }, { eventIds }, { cause }));
    await reportProgress(tx, jobId, { done: total - remaining, total });
    if (remaining > 0) send(message(processMonitor, 'import', { tenant }, { jobId }, { jobId, cause }));
    else await finishJob(tx, jobId, await summary(tx, jobId));
  });
}

async function countLines(tx: TenantTx, jobId: string): Promise<{ done: number; total: number }> {
  const { rows } = await tx.client.query({
    name: 'note-import-progress',
    text: `select count(*)::int as total, (count(*) filter (where outcome <> 'pending'))::int as done
      from import_lines where tenant_id = $1 and job_id = $2`,
    values: [tx.tenantId, jobId],
  });
  return rows[0];
}

/** How many lines came to what. */
async function summary(tx: TenantTx, jobId: string): Promise<Record<string, number>> {
  const { rows } = await tx.client.query({
    name: 'summarise-import-lines',
    text: `select outcome, count(*)::int as lines from import_lines where tenant_id = $1 and job_id = $2 group by outcome`,
    values: [tx.tenantId, jobId],
  });
  return Object.fromEntries(rows.map((r) => [r.outcome, r.lines]));
}
