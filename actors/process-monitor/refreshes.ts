import type { endJobs } from '../../db/jobs/finish.ts';
import type { Payload } from '../contracts/contract.ts';
import type { processMonitor } from '../contracts/process-monitor.ts';
import type { MonitorContext, MonitorState } from './parts.ts';
import type { LoadedCase } from './projection/load.ts';

type End = Parameters<typeof endJobs>[2];

/**
 * Notes which refreshes this answer settles. A case may be asked at several courts; its job ends with the last answer,
 * succeeds when any court answered and fails when none did.
 */
export function settleRefreshes(
  ctx: MonitorContext,
  message: Payload<typeof processMonitor, 'observed'>,
  cases: ReadonlyMap<string, LoadedCase>,
): { jobIds: string[]; end: End }[] {
  if (message.jobs.length === 0) return [];
  const refreshes: MonitorState['refreshes'] = { ...ctx.state.refreshes };
  const ended: { jobIds: string[]; end: End }[] = [];
  for (const { jobId, failure } of message.jobs) {
    const refresh = refreshes[jobId];
    if (!refresh?.waitingFor.includes(message.alias)) continue;
    const waitingFor = refresh.waitingFor.filter((alias) => alias !== message.alias);
    const failures = failure ? [...refresh.failures, `${message.alias}: ${failure}`] : refresh.failures;
    const answered = refresh.answered || !failure;
    if (waitingFor.length > 0) {
      refreshes[jobId] = { ...refresh, waitingFor, failures, answered };
      continue;
    }
    delete refreshes[jobId];
    const view = cases.get(refresh.number)?.view;
    const result = {
      processId: refresh.processId,
      version: view?.version ?? null,
      checkedAt: message.checkedAt,
      notAnswered: failures,
    };
    ended.push({
      jobIds: [jobId],
      end: answered
        ? { state: 'succeeded', result }
        : {
            state: 'failed',
            error: {
              message: failures.join(' '),
              fix: 'A consulta será repetida automaticamente; nada foi dado como inexistente.',
            },
          },
    });
  }
  ctx.setState({ ...ctx.state, refreshes });
  return ended;
}
