import { notifier } from '../../actors/contracts/notifier.ts';
import { processMonitor } from '../../actors/contracts/process-monitor.ts';
import { message } from '../../actors/runtime/message.ts';
import type { Send } from '../../actors/runtime/outbox.ts';
import { type ProcessDetail, readProcessByNumber } from '../../db/processes/read.ts';
import { registerProcesses } from '../../db/processes/register.ts';
import { registrationOf } from '../../db/processes/registration.ts';
import type { TenantTx } from '../../db/tenant.ts';
import type { Call } from '../http/conventions.ts';
import { requireCnjNumber } from './number.ts';
import type { NewProcess } from './schemas.ts';
import { cleanTags } from './tags.ts';

/**
 * Puts a case on the firm's watch list and has its courts asked. The same number again answers the same case, as it is.
 * @throws Problem invalid-process-number
 */
export async function createProcess(
  tx: TenantTx,
  send: Send,
  wanted: NewProcess,
  call: Call,
): Promise<{ process: ProcessDetail; created: boolean }> {
  const number = requireCnjNumber(wanted.number);
  const registration = registrationOf(number, {
    label: wanted.label?.trim() || null,
    tags: cleanTags(wanted.tags ?? []),
  });
  // In one flight: whoever registered it, it is there when the second statement runs.
  const [[registered], process] = await Promise.all([
    registerProcesses(tx, [registration], { correlationId: call.requestId }),
    readProcessByNumber(tx, number.digits),
  ]);
  if (!registered || !process) throw new Error('the case was not registered');
  const { processId, created, eventId } = registered;
  if (created) {
    const to = { tenant: tx.tenantId };
    const options = { cause: call.requestId, trace: call.traceparent };
    if (registration.courtStatus !== 'no_index')
      send(message(processMonitor, 'watch', to, { processId, number: number.digits }, options));
    if (eventId) send(message(notifier, 'notify', to, { eventIds: [eventId] }, options));
  }
  return { process, created };
}
