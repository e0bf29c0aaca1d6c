import type { WebhookFilters } from '../schema/webhook-endpoints.ts';
import type { TenantTx } from '../tenant.ts';
import { ENDPOINT_COLUMNS, type Endpoint } from './endpoint.ts';

export interface EndpointChanges {
  url?: string;
  description?: string | null;
  eventTypes?: string[];
  filters?: WebhookFilters;
  includeSealed?: boolean;
  ratePerSecond?: number | null;
  /** `active` also brings back one that was disabled. */
  status?: 'active' | 'paused';
}

export type EndpointUpdate =
  | { outcome: 'not_found' }
  | { outcome: 'stale'; version: number }
  | { outcome: 'updated'; endpoint: Endpoint; resumed: boolean };

/** Changes an endpoint. `resumed` tells that it takes deliveries again: send `deliver` to its lane. */
export async function updateEndpoint(
  tx: TenantTx,
  endpointId: string,
  changes: EndpointChanges,
  meta: { expectedVersion?: number },
): Promise<EndpointUpdate> {
  const locked = await tx.client.query<{ version: number; status: string }>({
    name: 'lock-endpoint',
    text: `select version, status from webhook_endpoints where tenant_id = $1 and id = $2 and deleted_at is null for update`,
    values: [tx.tenantId, endpointId],
  });
  const current = locked.rows[0];
  if (!current) return { outcome: 'not_found' };
  if (meta.expectedVersion !== undefined && meta.expectedVersion !== current.version) {
    return { outcome: 'stale', version: current.version };
  }
  const resumed = changes.status === 'active' && current.status !== 'active';
  const { rows } = await tx.client.query<Endpoint>({
    name: 'update-endpoint',
    text: UPDATE,
    values: [
      tx.tenantId,
      endpointId,
      changes.url ?? null,
      changes.description === undefined,
      changes.description ?? null,
      changes.eventTypes ?? null,
      changes.filters ? JSON.stringify(changes.filters) : null,
      changes.ratePerSecond === undefined,
      changes.ratePerSecond ?? null,
      changes.status ?? null,
      resumed,
      changes.includeSealed ?? null,
    ],
  });
  const endpoint = rows[0];
  if (!endpoint) throw new Error(`endpoint ${endpointId} vanished under its lock`);
  return { outcome: 'updated', endpoint, resumed };
}

// Who resumes an endpoint says that it works again: its failures are forgotten.
const UPDATE = `
  update webhook_endpoints w set
    url = coalesce($3, url),
    description = case when $4 then description else $5 end,
    event_types = coalesce($6, event_types),
    filters = coalesce($7, filters),
    include_sealed = coalesce($12, include_sealed),
    rate_per_second = case when $8 then rate_per_second else $9::int end,
    status = coalesce($10, status),
    disabled_reason = case when $11 then null else disabled_reason end,
    failing_since = case when $11 then null else failing_since end,
    consecutive_failures = case when $11 then 0 else consecutive_failures end,
    updated_at = now(), version = version + 1
  where w.tenant_id = $1 and w.id = $2
  returning ${ENDPOINT_COLUMNS}`;
