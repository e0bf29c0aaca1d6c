import type { TenantTx } from '../tenant.ts';

export type DeliveryState = 'pending' | 'delivered' | 'failed' | 'aborted';

/** One event on its way to one endpoint. */
export interface Delivery {
  /** The webhook-id header, the same over all retries. */
  id: string;
  endpointId: string;
  eventId: string;
  eventType: string;
  processId: string | null;
  /** 1, 2, 3 ... per (endpoint, process). */
  sequence: number | null;
  /** Order of all deliveries of the endpoint. */
  position: number;
  state: DeliveryState;
  attempts: number;
  resend: boolean;
  /** Its body and attempts are gone. */
  cleared: boolean;
  nextAttemptAt: Date | null;
  lastStatus: number | null;
  lastError: string | null;
  createdAt: Date;
  finishedAt: Date | null;
}

const COLUMNS = `d.id, d.endpoint_id as "endpointId", d.event_id as "eventId", d.event_type as "eventType",
  d.process_id as "processId", d.sequence, d.position, d.state, d.attempts, d.resend,
  d.body is null as cleared, d.next_attempt_at as "nextAttemptAt",
  d.last_status as "lastStatus", d.last_error as "lastError", d.created_at as "createdAt", d.finished_at as "finishedAt"`;

export interface DeliveryFilters {
  state?: DeliveryState;
  eventType?: string;
  processId?: string;
  since?: Date;
}

/** Newest first; `after` is the position of the last delivery of the page before. */
export async function listDeliveries(
  tx: TenantTx,
  endpointId: string,
  filters: DeliveryFilters,
  page: { limit: number; after?: number },
): Promise<Delivery[]> {
  const { rows } = await tx.client.query<Delivery>({
    text: `select ${COLUMNS} from webhook_deliveries d
      where d.tenant_id = $1 and d.endpoint_id = $2 and ($3::bigint is null or d.position < $3)
        and ($4::text is null or d.state = $4)
        and ($5::text is null or d.event_type = $5)
        and ($6::text is null or d.process_id = $6)
        and ($7::timestamptz is null or d.created_at >= $7)
      order by d.position desc limit $8`,
    values: [
      tx.tenantId,
      endpointId,
      page.after ?? null,
      filters.state ?? null,
      filters.eventType ?? null,
      filters.processId ?? null,
      filters.since ?? null,
      page.limit,
    ],
  });
  return rows;
}

/** One delivery of an endpoint, with the body that was or will be sent; null when it was cleared. */
export async function readDelivery(
  tx: TenantTx,
  endpointId: string,
  deliveryId: string,
): Promise<(Delivery & { body: string | null }) | undefined> {
  const { rows } = await tx.client.query<Delivery & { body: string | null }>({
    name: 'read-delivery',
    text: `select ${COLUMNS}, d.body from webhook_deliveries d
      join webhook_endpoints w on w.tenant_id = d.tenant_id and w.id = d.endpoint_id and w.deleted_at is null
      where d.tenant_id = $1 and d.endpoint_id = $2 and d.id = $3`,
    values: [tx.tenantId, endpointId, deliveryId],
  });
  return rows[0];
}
