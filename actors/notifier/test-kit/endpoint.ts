import { waitFor } from '../../../compose/test-kit/wait-for.ts';
import type { Firm } from './firm.ts';
import type { Running } from './running.ts';

/** A firm with a case and an endpoint at a receiver of its own. */
export async function firmWithEndpoint(running: Running, filters = {}) {
  const [firm, receiver] = [running.firm(), await running.receiver()];
  const process = await firm.process();
  const { id } = await firm.endpoint({ url: receiver.url, ...filters });
  return { firm, receiver, process, id, settled: () => running.harness.drained('notifier') };
}

/** A job once it has ended. */
export function ended(firm: Firm, jobId: string) {
  return waitFor('the job', async () => {
    const job = await firm.job(jobId);
    return job?.finishedAt ? job : undefined;
  });
}
