import type { TenantTx } from '../tenant.ts';
import type { DeliveryState } from './deliveries.ts';

/**
 * Has deliveries tried again from the beginning of the schedule, under their own ids, but for those that were cleared. Answers how
 * many there were.
 */
export async function requeue(
  tx: TenantTx,
  endpointId: string,
  deliveryIds: readonly string[],
  now: Date,
): Promise<number> {
  if (deliveryIds.length === 0) return 0;
  const { rowCount } = await tx.client.query({
    name: 'requeue-deliveries',
    text: `update webhook_deliveries set state = 'pending', resend = true, attempts = 0, next_attempt_at = $4,
        finished_at = null, last_error = null
      where tenant_id = $1 and endpoint_id = $2 and id = any($3) and body is not null`,
    values: [tx.tenantId, endpointId, deliveryIds, now],
  });
  return rowCount ?? 0;
}

export interface DeliveryRange {
  /** Made at this instant or later. ISO 8601. */
  since?: string;
  /** Made before this instant. */
  until?: string;
  /** Leave out what was delivered. What is pending is on its way in any case. */
  onlyMissing: boolean;
}

const IN_RANGE = `tenant_id = $1 and endpoint_id = $2 and position > $3
  and ($4::timestamptz is null or created_at >= $4) and ($5::timestamptz is null or created_at < $5)
  and state = any($6)`;

/** Finished deliveries of a range after a position, in order. */
export async function listRange(
  tx: TenantTx,
  endpointId: string,
  range: DeliveryRange,
  after: number,
  limit: number,
): Promise<{ id: string; position: number }[]> {
  const { rows } = await tx.client.query<{ id: string; position: number }>({
    name: 'list-range',
    text: `select id, position from webhook_deliveries where ${IN_RANGE} order by position limit $7`,
    values: [...valuesOf(tx, endpointId, range, after), limit],
  });
  return rows;
}

export async function countRange(tx: TenantTx, endpointId: string, range: DeliveryRange): Promise<number> {
  const { rows } = await tx.client.query<{ count: number }>({
    name: 'count-range',
    text: `select count(*)::int as count from webhook_deliveries where ${IN_RANGE}`,
    values: valuesOf(tx, endpointId, range, 0),
  });
  return rows[0]?.count ?? 0;
}

function valuesOf(tx: TenantTx, endpointId: string, range: DeliveryRange, after: number) {
  const states = range.onlyMissing ? ['failed', 'aborted'] : ['failed', 'aborted', 'delivered'];
  return [tx.tenantId, endpointId, after, range.since ?? null, range.until ?? null, states];
}

/** Gives deliveries that were cleared a body again. */
export async function restoreBodies(
  tx: TenantTx,
  endpointId: string,
  bodies: readonly { id: string; body: string }[],
): Promise<void> {
  if (bodies.length === 0) return;
  await tx.client.query({
    name: 'restore-bodies',
    text: `update webhook_deliveries d set body = r.body from json_to_recordset($3) as r(id text, body text)
      where d.tenant_id = $1 and d.endpoint_id = $2 and d.id = r.id and d.body is null`,
    values: [tx.tenantId, endpointId, JSON.stringify(bodies)],
  });
}

/** What sending an event again needs of the delivery that an endpoint has of it. */
export interface KnownDelivery {
  id: string;
  state: DeliveryState;
  cleared: boolean;
  sequence: number | null;
  /** The event with the number before it. */
  previousEventId: string | null;
}

/** The deliveries that an endpoint has of these events, by event id. */
export async function readDeliveriesOf(
  tx: TenantTx,
  endpointId: string,
  eventIds: readonly string[],
): Promise<Map<string, KnownDelivery>> {
  const { rows } = await tx.client.query<KnownDelivery & { eventId: string }>({
    name: 'read-deliveries-of',
    text: `select d.id, d.event_id as "eventId", d.state, d.sequence, d.body is null as cleared, p.event_id as "previousEventId"
      from webhook_deliveries d
      left join lateral (
        select b.event_id from webhook_deliveries b
        where d.body is null and d.sequence > 1 and b.tenant_id = $1 and b.endpoint_id = $2 and b.process_id = d.process_id
          and b.position < d.position
        order by b.position desc limit 1) p on true
      where d.tenant_id = $1 and d.endpoint_id = $2 and d.event_id = any($3)`,
    values: [tx.tenantId, endpointId, eventIds],
  });
  return new Map(rows.map(({ eventId, ...row }) => [eventId, row]));
}
