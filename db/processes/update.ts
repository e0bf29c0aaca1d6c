import { appendEvents, newEvent } from '../events/append.ts';
import type { TenantTx } from '../tenant.ts';
import { PROCESS_JSON, type ProcessRow, type ProcessStatus } from './read.ts';
import { searchText } from './register.ts';

export interface ProcessChanges {
  label?: string | null;
  tags?: string[];
  status?: ProcessStatus;
}

export type ProcessUpdate =
  | { outcome: 'not_found' }
  /** The case is at another version than the caller expected. */
  | { outcome: 'stale'; version: number }
  /** `changed` and `eventId` are empty when everything was as asked already. */
  | { outcome: 'updated'; process: ProcessRow; changed: ProcessChanges; eventId: string | null };

/** Changes what a firm says about its case and appends `process.updated` with the fields that really changed. */
export async function updateProcess(
  tx: TenantTx,
  processId: string,
  changes: ProcessChanges,
  meta: { expectedVersion?: number; correlationId?: string },
): Promise<ProcessUpdate> {
  const { rows } = await tx.client.query<{ process: ProcessRow }>({
    name: 'lock-process',
    text: `select ${PROCESS_JSON} as process from processes p where p.tenant_id = $1 and p.id = $2 and p.deleted_at is null for update`,
    values: [tx.tenantId, processId],
  });
  const current = rows[0]?.process;
  if (!current) return { outcome: 'not_found' };
  if (meta.expectedVersion !== undefined && meta.expectedVersion !== current.version) {
    return { outcome: 'stale', version: current.version };
  }
  const changed = reallyChanged(current, changes);
  if (Object.keys(changed).length === 0)
    return { outcome: 'updated', process: current, changed, eventId: null };

  const next = { ...current, ...changed, version: current.version + 1 };
  const event = newEvent('process.updated', {
    aggregate: 'process',
    aggregateId: processId,
    version: next.version,
    correlationId: meta.correlationId,
    data: { process: { id: next.id, number: next.number, label: next.label }, changes: changed },
  });
  await appendEvents(tx, [event]);
  const updated = await tx.client.query<{ process: ProcessRow }>({
    name: 'update-process',
    text: `update processes p set label = $3, tags = $4, status = $5, version = $6, changed_at = $7, search_text = $8
      where p.tenant_id = $1 and p.id = $2 returning ${PROCESS_JSON} as process`,
    values: [
      tx.tenantId,
      processId,
      next.label,
      next.tags,
      next.status,
      next.version,
      event.occurredAt,
      searchText(next),
    ],
  });
  const process = updated.rows[0]?.process;
  if (!process) throw new Error(`process ${processId} vanished under its lock`);
  return { outcome: 'updated', process, changed, eventId: event.id };
}

function reallyChanged(current: ProcessRow, wanted: ProcessChanges): ProcessChanges {
  const changed: ProcessChanges = {};
  if (wanted.label !== undefined && wanted.label !== current.label) changed.label = wanted.label;
  if (wanted.tags && JSON.stringify(wanted.tags) !== JSON.stringify(current.tags)) changed.tags = wanted.tags;
  if (wanted.status && wanted.status !== current.status) changed.status = wanted.status;
  return changed;
}
