import type { TenantTx } from '../tenant.ts';
import type { NewEvent } from './append.ts';

/**
 * Appends events of the bound firm to their aggregates, in the order given, each under the next version, whatever
 * `version` says: for aggregates of which nobody keeps a state. Fails (23505) when another writer was at it at the same time.
 */
export async function appendNext(tx: TenantTx, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return;
  await tx.client.query({
    name: 'append-next',
    text: APPEND,
    values: [tx.tenantId, JSON.stringify(events)],
  });
}

const APPEND = `
  insert into events (tenant_id, id, aggregate, aggregate_id, version, type, origin, occurred_at, recorded_at, causation_id, correlation_id, data)
  select $1, id, aggregate, "aggregateId",
    coalesce((select max(v.version) from events v where v.tenant_id = $1 and v.aggregate_id = e."aggregateId"), 0)
      + row_number() over (partition by "aggregateId" order by e.ordinality),
    type, origin, "occurredAt", "recordedAt", "causationId", "correlationId", data
  from rows from (json_to_recordset($2) as (id text, aggregate text, "aggregateId" text, type text, origin text,
    "occurredAt" timestamptz, "recordedAt" timestamptz, "causationId" text, "correlationId" text, data jsonb)) with ordinality as e
  order by e.ordinality`;
