import { type ProcessChanges, type ProcessUpdate, updateProcess } from '../../../db/processes/update.ts';
import type { TenantTx } from '../../../db/tenant.ts';
import { notifier } from '../../contracts/notifier.ts';
import { processMonitor } from '../../contracts/process-monitor.ts';
import { message } from '../../runtime/message.ts';
import type { Send } from '../../runtime/outbox.ts';
import type { Cause } from './register-case.ts';

/** Changes label, tags or status; pausing takes the case from its courts' rounds, resuming puts it back. */
export async function changeCase(
  tx: TenantTx,
  send: Send,
  processId: string,
  changes: ProcessChanges,
  meta: { expectedVersion?: number; cause: Cause },
): Promise<ProcessUpdate> {
  const { cause, expectedVersion } = meta;
  const result = await updateProcess(tx, processId, changes, { expectedVersion, correlationId: cause.id });
  if (result.outcome !== 'updated') return result;
  const { process, changed, eventId } = result;
  const to = { tenant: tx.tenantId };
  const options = { cause: cause.id, trace: cause.trace };
  if (changed.status && process.courtStatus !== 'no_index') {
    const type = changed.status === 'paused' ? 'unwatch' : 'watch';
    send(message(processMonitor, type, to, { processId, number: process.number }, options));
  }
  if (eventId) send(message(notifier, 'notify', to, { eventIds: [eventId] }, options));
  return result;
}
