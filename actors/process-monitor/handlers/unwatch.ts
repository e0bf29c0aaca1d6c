import { failJob } from '../../../db/jobs/finish.ts';
import type { Payload } from '../../contracts/contract.ts';
import type { processMonitor } from '../../contracts/process-monitor.ts';
import type { MonitorContext } from '../parts.ts';
import { unwatchMessages } from '../watch-lists.ts';

/** A case was paused or deleted: its courts are told, and nobody waits for their answer any more. */
export function unwatch(
  ctx: MonitorContext,
  { processId, number }: Payload<typeof processMonitor, 'unwatch'>,
): void {
  ctx.sendAll(unwatchMessages(ctx.tenant, [number], ctx.messageId));
  const all = Object.entries(ctx.state.refreshes);
  const ended = all.filter(([, refresh]) => refresh.processId === processId).map(([jobId]) => jobId);
  if (ended.length === 0) return;
  ctx.setState({
    ...ctx.state,
    refreshes: Object.fromEntries(all.filter(([jobId]) => !ended.includes(jobId))),
  });
  ctx.write(async (tx) => {
    for (const jobId of ended)
      await failJob(tx, jobId, {
        message: 'O processo deixou de ser acompanhado antes da resposta do tribunal.',
      });
  });
}
