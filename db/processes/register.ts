import { newId } from '../../actors/contracts/ids.ts';
import { newEvent } from '../events/append.ts';
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
  const wanted = registrations.map((r) => {
    const id = newId('process');
    const event = newEvent('process.created', {
      aggregate: 'process',
      aggregateId: id,
      version: 1,
      data: {
        process: { id, number: r.number, label: r.label },
        tags: r.tags,
        courtStatus: r.courtStatus,
      },
    });
    const { recordedAt: at, data } = event;
    return { ...r, id, at, eventId: event.id, data, searchText: searchText(r) };
  });
  const { rows } = await tx.client.query<{ number: string; id: string; created: boolean }>({
    name: 'register-processes',
    text: REGISTER,
    values: [tx.tenantId, JSON.stringify(wanted), meta.correlationId ?? null],
  });
  const byNumber = new Map(rows.map((row) => [row.number, row]));
  return wanted.map(({ number, eventId }): Registered => {
    const row = byNumber.get(number);
    if (!row) throw new Error(`number ${number} was neither inserted nor found`);
    const { id, created } = row;
    return { number, processId: id, created, eventId: created ? eventId : null };
  });
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
// The event goes along in the same statement: registering is the API's busiest write.
const REGISTER = `
  with wanted as (
    select * from rows from (json_to_recordset($2) as (id text, number text, label text, tags text[], "courtStatus" text,
      at timestamptz, "searchText" text, "eventId" text, data jsonb)) with ordinality as w
  ), registered as (
    insert into processes (tenant_id, id, number, label, tags, court_status, created_at, changed_at, version, search_text)
    select $1, id, number, label, tags, "courtStatus", at, at, 1, "searchText" from wanted order by number
    on conflict (tenant_id, number) where deleted_at is null do update set number = excluded.number
    returning number, id, (xmax = 0) as created
  ), told as (
    insert into events (tenant_id, id, aggregate, aggregate_id, version, type, occurred_at, recorded_at, correlation_id, data)
    select $1, w."eventId", 'process', r.id, 1, 'process.created', w.at, w.at, $3, w.data
    from registered r join wanted w using (number) where r.created order by w.ordinality
  )
  select number, id, created from registered`;
