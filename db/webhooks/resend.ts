import type { TenantTx } from '../tenant.ts';
import type { DeliveryState } from './deliveries.ts';

/** Has deliveries tried again from the beginning of the schedule, under their own ids. Answers how many there were. */
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
      where tenant_id = $1 and endpoint_id = $2 and id = any($3)`,
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

/** The deliveries that an endpoint has of these events, by event id. */
export async function readDeliveriesOf(
  tx: TenantTx,
  endpointId: string,
  eventIds: readonly string[],
): Promise<Map<string, { id: string; state: DeliveryState }>> {
  const { rows } = await tx.client.query<{ id: string; eventId: string; state: DeliveryState }>({
    name: 'read-deliveries-of',
    text: `select id, event_id as "eventId", state from webhook_deliveries
      where tenant_id = $1 and endpoint_id = $2 and event_id = any($3)`,
    values: [tx.tenantId, endpointId, eventIds],
  });
  return new Map(rows.map(({ eventId, ...row }) => [eventId, row]));
}
