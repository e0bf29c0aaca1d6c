import { notifier } from '../../actors/contracts/notifier.ts';
import { processMonitor } from '../../actors/contracts/process-monitor.ts';
import { message } from '../../actors/runtime/message.ts';
import type { Send } from '../../actors/runtime/outbox.ts';
import { deleteProcess as remove } from '../../db/processes/delete.ts';
import type { TenantTx } from '../../db/tenant.ts';
import type { Call } from '../http/conventions.ts';
import { notFound } from '../problems/problem.ts';

/** Takes a case off the watch list. @throws Problem not-found */
export async function deleteProcess(tx: TenantTx, send: Send, processId: string, call: Call): Promise<void> {
  const { requestId, traceparent } = call;
  const result = await remove(tx, processId, { correlationId: requestId });
  if (result.outcome === 'not_found') throw notFound('process');
  const to = { tenant: tx.tenantId };
  const options = { cause: requestId, trace: traceparent };
  send(
    message(processMonitor, 'unwatch', to, { processId, number: result.number }, options),
    message(notifier, 'notify', to, { eventIds: [result.eventId] }, options),
  );
}
