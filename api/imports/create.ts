import { processMonitor } from '../../actors/contracts/process-monitor.ts';
import { message } from '../../actors/runtime/message.ts';
import type { Send } from '../../actors/runtime/outbox.ts';
import { createImportLines } from '../../db/imports/create-lines.ts';
import { createJob } from '../../db/jobs/create.ts';
import { finishJob } from '../../db/jobs/finish.ts';
import type { Job } from '../../db/jobs/job.ts';
import { readJob } from '../../db/jobs/read.ts';
import type { TenantTx } from '../../db/tenant.ts';
import type { Call } from '../http/conventions.ts';
import { judgeLines } from './judge-lines.ts';
import type { RawLine } from './read-csv.ts';
import type { NewImport } from './schemas.ts';

/** The lines of a JSON import. */
export function linesOf({ processes }: NewImport): RawLine[] {
  return processes.map((entry, i) =>
    typeof entry === 'string'
      ? { line: i + 1, number: entry, label: null, tags: [] }
      : { line: i + 1, number: entry.number, label: entry.label ?? null, tags: entry.tags ?? [] },
  );
}

/** Keeps the lines of an import and has the valid ones registered. Nothing to register: the job ends at once. */
export async function createImport(
  tx: TenantTx,
  send: Send,
  raw: readonly RawLine[],
  by: { createdBy: string | null; call: Call },
): Promise<Job> {
  const lines = judgeLines(raw);
  const count = (outcome: string) => lines.filter((line) => line.outcome === outcome).length;
  const pending = count('pending');
  const { job } = await createJob(tx, {
    type: 'process.import',
    progress: { done: lines.length - pending, total: lines.length },
    createdBy: by.createdBy ?? undefined,
  });
  await createImportLines(tx, job.id, lines);
  if (pending > 0) {
    const options = { jobId: job.id, cause: by.call.requestId, trace: by.call.traceparent };
    send(message(processMonitor, 'import', { tenant: tx.tenantId }, { jobId: job.id }, options));
    return job;
  }
  const result = { created: 0, exists: 0, invalid: count('invalid'), duplicate: count('duplicate') };
  await finishJob(tx, job.id, result);
  return (await readJob(tx, job.id)) ?? job;
}
