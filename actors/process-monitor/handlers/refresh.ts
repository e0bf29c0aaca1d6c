import { failJob } from '../../../db/jobs/finish.ts';
import type { JobError } from '../../../db/jobs/job.ts';
import { reportProgress } from '../../../db/jobs/progress.ts';
import type { Payload } from '../../contracts/contract.ts';
import { datajudFetcher } from '../../contracts/datajud-fetcher.ts';
import type { processMonitor } from '../../contracts/process-monitor.ts';
import { courtTenant } from '../../contracts/subjects.ts';
import type { MonitorContext } from '../parts.ts';
import { loadCases } from '../projection/load.ts';
import type { CaseView } from '../projection/view.ts';
import { courtsOf } from '../watch-lists.ts';

/** A person wants to know now: every court that has the case is asked, or those of its number while none is known to. */
export async function refresh(
  ctx: MonitorContext,
  { processId, number, jobId }: Payload<typeof processMonitor, 'refresh'>,
): Promise<void> {
  const view = (await ctx.read((tx) => loadCases(tx, [number]))).get(number)?.view;
  const courts = view ? courtsToAsk(view) : [];
  const problem = whyNot(view, courts);
  if (problem) {
    ctx.write(async (tx) => {
      await failJob(tx, jobId, problem);
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

function courtsToAsk(view: CaseView): string[] {
  const known = [...view.instances.values()].map((i) => i.header.alias);
  if (known.length > 0) return [...new Set(known)];
  const { primary, superior } = courtsOf(view.number);
  return primary.length > 0 ? primary : superior;
}

function whyNot(view: CaseView | undefined, courts: readonly string[]): JobError | undefined {
  if (!view) return { message: 'O processo não está mais sendo acompanhado.' };
  if (view.status === 'paused') {
    const fix = 'Retome o acompanhamento: o processo é consultado em seguida.';
    return { message: 'O acompanhamento do processo está pausado.', fix };
  }
  if (courts.length > 0) return undefined;
  return { message: 'Nenhum tribunal com índice público no DataJud pode ter este processo.' };
}
