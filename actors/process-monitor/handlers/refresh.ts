import { failJob } from '../../../db/jobs/finish.ts';
import { reportProgress } from '../../../db/jobs/progress.ts';
import type { Payload } from '../../contracts/contract.ts';
import { datajudFetcher } from '../../contracts/datajud-fetcher.ts';
import type { processMonitor } from '../../contracts/process-monitor.ts';
import { courtTenant } from '../../contracts/subjects.ts';
import type { MonitorContext } from '../parts.ts';
import { loadCases } from '../projection/load.ts';
import { courtsOf } from '../watch-lists.ts';

/** A person wants to know now: every court that has the case is asked, or those of its number while none is known to. */
export async function refresh(
  ctx: MonitorContext,
  { processId, number, jobId }: Payload<typeof processMonitor, 'refresh'>,
): Promise<void> {
  const loaded = (await ctx.read((tx) => loadCases(tx, [number]))).get(number);
  const known = [...new Set([...(loaded?.view.instances.values() ?? [])].map((i) => i.header.alias))];
  const courts = known.length > 0 ? known : courtsOf(number).primary;
  if (!loaded || courts.length === 0) {
    const message = loaded
      ? 'Nenhum tribunal com índice público no DataJud pode ter este processo.'
      : 'O processo não está mais sendo acompanhado.';
    ctx.write(async (tx) => {
      await failJob(tx, jobId, { message });
    });
    return;
  }
  const own = { number, processId, waitingFor: courts, failures: [], answered: false };
  ctx.setState({ ...ctx.state, refreshes: { ...ctx.state.refreshes, [jobId]: own } });
  ctx.write(async (tx) => {
    await reportProgress(tx, jobId, { done: 0, total: courts.length });
  });
  for (const alias of courts) {
    ctx.send(
      datajudFetcher,
      'refresh',
      { tenant: courtTenant(alias) },
      { tenant: ctx.tenant, number, processId, jobId },
    );
  }
}
