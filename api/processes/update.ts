import { notifier } from '../../actors/contracts/notifier.ts';
import { processMonitor } from '../../actors/contracts/process-monitor.ts';
import { message } from '../../actors/runtime/message.ts';
import type { Send } from '../../actors/runtime/outbox.ts';
import { type ProcessDetail, readProcess } from '../../db/processes/read.ts';
import { updateProcess as update } from '../../db/processes/update.ts';
import type { TenantTx } from '../../db/tenant.ts';
import type { Call } from '../http/conventions.ts';
import { notFound, Problem } from '../problems/problem.ts';
import type { ProcessPatch } from './schemas.ts';
import { cleanTags } from './tags.ts';

/** Changes label, tags or status; pausing takes the case from its courts' rounds, resuming puts it back. */
export async function updateProcess(
  tx: TenantTx,
  send: Send,
  processId: string,
  patch: ProcessPatch,
  meta: { expectedVersion?: number; call: Call },
): Promise<ProcessDetail> {
  const changes = {
    ...patch,
    ...(patch.label === undefined ? {} : { label: patch.label?.trim() || null }),
    ...(patch.tags === undefined ? {} : { tags: cleanTags(patch.tags) }),
  };
  const { requestId, traceparent } = meta.call;
  const result = await update(tx, processId, changes, {
    expectedVersion: meta.expectedVersion,
    correlationId: requestId,
  });
  if (result.outcome === 'not_found') throw notFound('process');
  if (result.outcome === 'stale') throw new Problem('version-mismatch');
  const { process, changed, eventId } = result;
  const to = { tenant: tx.tenantId };
  const options = { cause: requestId, trace: traceparent };
  if (changed.status && process.courtStatus !== 'no_index') {
    const type = changed.status === 'paused' ? 'unwatch' : 'watch';
    send(message(processMonitor, type, to, { processId, number: process.number }, options));
  }
  if (eventId) send(message(notifier, 'notify', to, { eventIds: [eventId] }, options));
  const detail = await readProcess(tx, processId);
  if (!detail) throw new Error(`the changed case ${processId} cannot be read`);
  return detail;
}
