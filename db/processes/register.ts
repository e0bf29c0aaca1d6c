import { newId } from '../../actors/contracts/ids.ts';
import { appendEvents, newEvent } from '../events/append.ts';
import type { TenantTx } from '../tenant.ts';

export interface Registration {
  /** 20 digits, check digit verified. */
  number: string;
  label: string | null;
  tags: string[];
  /** `no_index` when no public index can ever answer for this number. */
  courtStatus: 'pending' | 'no_index';
}

export interface Registered {
  number: string;
  processId: string;
  created: boolean;
  /** Of the `process.created` event, when it was created. */
  eventId: string | null;
}

/**
 * Puts cases on the bound firm's watch list: each number once, whoever asks how often. Answers in the order given
 * (numbers must not repeat). Appends `process.created` for each new one. The caller sends `process-monitor.watch`.
 */
export async function registerProcesses(
  tx: TenantTx,
  registrations: readonly Registration[],
  meta: { correlationId?: string },
): Promise<Registered[]> {
  const at = new Date().toISOString();
  const wanted = registrations.map((r) => ({ ...r, id: newId('process'), at, searchText: searchText(r) }));
  const { rows } = await tx.client.query({
    name: 'register-processes',
    text: REGISTER,
    values: [tx.tenantId, JSON.stringify(wanted)],
  });
  const ids = new Map<string, { id: string; created: boolean }>(rows.map((r) => [r.number, r]));
  const registered = wanted.map((w): Registered => {
    const row = ids.get(w.number);
    if (!row) throw new Error(`number ${w.number} was neither inserted nor found`);
    return { number: w.number, processId: row.id, created: row.created, eventId: null };
  });
  const events = registered.flatMap((r, i) => {
    const w = wanted[i];
    if (!r.created || !w) return [];
    const created = newEvent('process.created', {
      aggregate: 'process',
      aggregateId: r.processId,
      version: 1,
      correlationId: meta.correlationId,
      data: {
        process: { id: r.processId, number: r.number, label: w.label },
        tags: w.tags,
        courtStatus: w.courtStatus,
      },
    });
    const event = { ...created, occurredAt: at, recordedAt: at };
    r.eventId = event.id;
    return [event];
  });
  await appendEvents(tx, events);
  return registered;
}

/** What full-text search finds a case by: the firm's own words, and what its courts have told so far. */
export function searchText(fields: {
  number: string;
  label: string | null;
  tags: readonly string[];
  tribunal?: string | null;
  className?: string | null;
  subjects?: readonly string[];
  unitName?: string | null;
}): string {
  const { number, label, tags, tribunal, className, subjects = [], unitName } = fields;
  return [number, label, ...tags, tribunal, className, ...subjects, unitName].filter(Boolean).join(' ');
}

// A concurrent insert of the same number makes `on conflict do nothing` skip and the second read find nothing
// on this snapshot; locking the conflicting row by a no-op update returns it instead.
const REGISTER = `
  insert into processes (tenant_id, id, number, label, tags, court_status, changed_at, version, search_text)
  select $1, id, number, label, tags, "courtStatus", at, 1, "searchText"
  from json_to_recordset($2) as r(id text, number text, label text, tags text[], "courtStatus" text, at timestamptz, "searchText" text)
  order by number
  on conflict (tenant_id, number) where deleted_at is null do update set number = excluded.number
  returning number, id, (xmax = 0) as created`;
