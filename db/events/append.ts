import type { Aggregate, EventData, EventType, Origin } from '../../actors/contracts/events.ts';
import { newId } from '../../actors/contracts/ids.ts';
import type { TenantTx } from '../tenant.ts';

/** An event to be written. `version` is the one it will have: the expected version of its aggregate plus one. */
export interface NewEvent<T extends EventType = EventType> {
  id: string;
  aggregate: Aggregate;
  aggregateId: string;
  version: number;
  type: T;
  origin: Origin;
  /** ISO 8601. */
  occurredAt: string;
  /** When it was written, ISO 8601: projections take their dates from it, so that a rebuild finds the same ones. */
  recordedAt: string;
  causationId?: string;
  correlationId?: string;
  data: EventData[T];
}

export function newEvent<T extends EventType>(
  type: T,
  fields: Omit<NewEvent<T>, 'id' | 'type' | 'origin' | 'occurredAt' | 'recordedAt'> & {
    origin?: Origin;
    occurredAt?: string;
  },
): NewEvent<T> {
  const now = new Date().toISOString();
  return { id: newId('event'), origin: 'new', occurredAt: now, ...fields, recordedAt: now, type };
}

/** Somebody else appended to the aggregate first: read it again and decide again. */
export class VersionConflict extends Error {
  override name = 'VersionConflict';
}

/**
 * Appends events of the bound firm to their aggregates, all or none, in the order given.
 * @throws VersionConflict (23505 on events_stream) when an aggregate has moved on.
 */
export async function appendEvents(tx: TenantTx, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return;
  try {
    await tx.client.query({
      name: 'append-events',
      text: APPEND,
      values: [tx.tenantId, JSON.stringify(events)],
    });
  } catch (error) {
    const { code, constraint } = error as { code?: string; constraint?: string };
    if (code === '23505' && constraint === 'events_stream') {
      throw new VersionConflict('another writer appended to the aggregate first', { cause: error });
    }
    throw error;
  }
}

const APPEND = `
  insert into events (tenant_id, id, aggregate, aggregate_id, version, type, origin, occurred_at, recorded_at, causation_id, correlation_id, data)
  select $1, id, aggregate, "aggregateId", version, type, origin, "occurredAt", "recordedAt", "causationId", "correlationId", data
  from rows from (json_to_recordset($2) as (id text, aggregate text, "aggregateId" text, version int, type text, origin text,
    "occurredAt" timestamptz, "recordedAt" timestamptz, "causationId" text, "correlationId" text, data jsonb)) with ordinality as e
  order by e.ordinality`;
