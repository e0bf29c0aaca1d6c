import type { TenantTx } from '../tenant.ts';

/** A place in the sequence of one (endpoint, process). */
export interface SequencePlace {
  endpointId: string;
  processId: string;
  sequence: number;
  /** The event that has it. */
  eventId: string;
}

export interface NewDelivery {
  id: string;
  endpointId: string;
  eventId: string;
  eventType: string;
  processId: string | null;
  sequence: number | null;
  body: string;
  /** ISO 8601. */
  nextAttemptAt: string;
}

/** Which of these events the firm's endpoints have a delivery of already, as `endpoint event`. */
export async function readAddressed(tx: TenantTx, eventIds: readonly string[]): Promise<Set<string>> {
  const { rows } = await tx.client.query<{ endpointId: string; eventId: string }>({
    name: 'read-addressed',
    text: `select d.endpoint_id as "endpointId", d.event_id as "eventId"
      from webhook_endpoints w cross join unnest($2::text[]) as v(event_id)
      join webhook_deliveries d on d.tenant_id = $1 and d.endpoint_id = w.id and d.event_id = v.event_id
      where w.tenant_id = $1 and w.deleted_at is null`,
    values: [tx.tenantId, eventIds],
  });
  return new Set(rows.map((row) => `${row.endpointId} ${row.eventId}`));
}

/** The last places that the firm's endpoints were given in the sequences of the cases that these events are about. */
export async function readSequences(tx: TenantTx, eventIds: readonly string[]): Promise<SequencePlace[]> {
  const { rows } = await tx.client.query<SequencePlace>({
    name: 'read-sequences',
    text: `select s.endpoint_id as "endpointId", s.process_id as "processId", s.sequence, s.event_id as "eventId"
      from webhook_endpoints w
      cross join (select distinct aggregate_id from events where tenant_id = $1 and id = any($2) and aggregate = 'process') as c
      join webhook_sequences s on s.tenant_id = $1 and s.endpoint_id = w.id and s.process_id = c.aggregate_id
      where w.tenant_id = $1 and w.deleted_at is null`,
    values: [tx.tenantId, eventIds],
  });
  return rows;
}

export async function saveSequences(tx: TenantTx, places: readonly SequencePlace[]): Promise<void> {
  if (places.length === 0) return;
  await tx.client.query({
    name: 'save-sequences',
    text: `insert into webhook_sequences (tenant_id, endpoint_id, process_id, sequence, event_id)
      select $1, "endpointId", "processId", sequence, "eventId"
      from json_to_recordset($2) as s("endpointId" text, "processId" text, sequence bigint, "eventId" text)
      on conflict (tenant_id, endpoint_id, process_id) do update
      set sequence = excluded.sequence, event_id = excluded.event_id`,
    values: [tx.tenantId, JSON.stringify(places)],
  });
}

/** Rows in one statement: bodies have up to 20 kB. */
const ROWS = 500;

/**
 * Adds deliveries in the order given and answers the newest position of each endpoint.
 * Fails (23505) when an endpoint has one of the events already.
 */
export async function insertDeliveries(
  tx: TenantTx,
  deliveries: readonly NewDelivery[],
): Promise<Map<string, number>> {
  const chunks: Promise<{ rows: { endpointId: string; position: number }[] }>[] = [];
  for (let i = 0; i < deliveries.length; i += ROWS) {
    const rows = JSON.stringify(deliveries.slice(i, i + ROWS));
    chunks.push(tx.client.query({ name: 'insert-deliveries', text: INSERT, values: [tx.tenantId, rows] }));
  }
  const inserted = await Promise.all(chunks);
  return new Map(inserted.flatMap(({ rows }) => rows.map((row) => [row.endpointId, row.position] as const)));
}

const INSERT = `
  with inserted as (
    insert into webhook_deliveries
      (tenant_id, id, endpoint_id, event_id, event_type, process_id, sequence, body, next_attempt_at)
    select $1, id, "endpointId", "eventId", "eventType", "processId", sequence, body, "nextAttemptAt"
    from rows from (json_to_recordset($2) as (id text, "endpointId" text, "eventId" text, "eventType" text, "processId" text,
      sequence bigint, body text, "nextAttemptAt" timestamptz)) with ordinality as d
    order by d.ordinality
    returning endpoint_id, position
  )
  select endpoint_id as "endpointId", max(position) as position from inserted group by endpoint_id`;
