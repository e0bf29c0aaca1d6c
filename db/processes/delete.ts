import { appendEvents, newEvent } from '../events/append.ts';
import type { TenantTx } from '../tenant.ts';

export type ProcessDeletion =
  | { outcome: 'not_found' }
  | { outcome: 'deleted'; number: string; eventId: string };

/**
 * Takes a case off the watch list and appends `process.deleted`. Its history stays in the event store; registering
 * the number again begins a new case.
 */
export async function deleteProcess(
  tx: TenantTx,
  processId: string,
  meta: { correlationId?: string },
): Promise<ProcessDeletion> {
  const { rows } = await tx.client.query<{ number: string; label: string | null; version: number }>({
    name: 'lock-process-to-delete',
    text: `select number, label, version from processes
      where tenant_id = $1 and id = $2 and deleted_at is null for update`,
    values: [tx.tenantId, processId],
  });
  const current = rows[0];
  if (!current) return { outcome: 'not_found' };
  const event = newEvent('process.deleted', {
    aggregate: 'process',
    aggregateId: processId,
    version: current.version + 1,
    correlationId: meta.correlationId,
    data: { process: { id: processId, number: current.number, label: current.label } },
  });
  await appendEvents(tx, [event]);
  await tx.client.query({
    name: 'delete-process',
    text: `update processes set deleted_at = $3, changed_at = $3, version = $4 where tenant_id = $1 and id = $2`,
    values: [tx.tenantId, processId, event.occurredAt, current.version + 1],
  });
  return { outcome: 'deleted', number: current.number, eventId: event.id };
}
