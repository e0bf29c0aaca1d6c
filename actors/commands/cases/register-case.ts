import { type ProcessDetail, readProcessByNumber } from '../../../db/processes/read.ts';
import { registerProcesses } from '../../../db/processes/register.ts';
import { registrationOf } from '../../../db/processes/registration.ts';
import type { TenantTx } from '../../../db/tenant.ts';
import type { CnjNumber } from '../../contracts/cnj-number.ts';
import { notifier } from '../../contracts/notifier.ts';
import { processMonitor } from '../../contracts/process-monitor.ts';
import { message } from '../../runtime/message.ts';
import type { Send } from '../../runtime/outbox.ts';

/** What asked for it: a request or a message, and its trace. */
export interface Cause {
  id: string;
  trace?: string;
}

/** Puts a case on the firm's watch list and has its courts asked. The same number again answers the same case, as it is. */
export async function registerCase(
  tx: TenantTx,
  send: Send,
  number: CnjNumber,
  fields: { label: string | null; tags: string[] },
  cause: Cause,
): Promise<{ process: ProcessDetail; created: boolean }> {
  const registration = registrationOf(number, fields);
  // In one flight: whoever registered it, it is there when the second statement runs.
  const [[registered], process] = await Promise.all([
    registerProcesses(tx, [registration], { correlationId: cause.id }),
    readProcessByNumber(tx, number.digits),
  ]);
  if (!registered || !process) throw new Error('the case was not registered');
  const { processId, created, eventId } = registered;
  if (created) {
    const to = { tenant: tx.tenantId };
    const options = { cause: cause.id, trace: cause.trace };
    if (registration.courtStatus !== 'no_index')
      send(message(processMonitor, 'watch', to, { processId, number: number.digits }, options));
    if (eventId) send(message(notifier, 'notify', to, { eventIds: [eventId] }, options));
  }
  return { process, created };
}
