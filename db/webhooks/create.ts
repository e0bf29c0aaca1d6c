import { appendEvents, newEvent } from '../events/append.ts';
import type { WebhookFilters } from '../schema/webhook-endpoints.ts';
import type { TenantTx } from '../tenant.ts';
import { ENDPOINT_COLUMNS, type Endpoint, type SealedSecret, type SealedSigningKey } from './endpoint.ts';

export interface NewEndpoint {
  /** Given by the caller: the secrets are sealed for this very id. */
  id: string;
  url: string;
  description: string | null;
  /** Exact types or `movement.*`; empty is all. */
  eventTypes: string[];
  filters: WebhookFilters;
  /** Default: no. */
  includeSealed?: boolean;
  ratePerSecond: number | null;
  secret: SealedSecret;
  signingKey: SealedSigningKey;
}

/** Adds an endpoint of the bound firm and appends `webhook.created`. The caller sends `notifier.notify` for the event. */
export async function createEndpoint(
  tx: TenantTx,
  endpoint: NewEndpoint,
  meta: { correlationId?: string },
): Promise<{ endpoint: Endpoint; eventId: string }> {
  const { rows } = await tx.client.query<Endpoint>({
    name: 'create-endpoint',
    text: `insert into webhook_endpoints as w
        (tenant_id, id, url, description, event_types, filters, rate_per_second, secrets, signing_keys, include_sealed)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning ${ENDPOINT_COLUMNS}`,
    values: [
      tx.tenantId,
      endpoint.id,
      endpoint.url,
      endpoint.description,
      endpoint.eventTypes,
      JSON.stringify(endpoint.filters),
      endpoint.ratePerSecond,
      JSON.stringify([endpoint.secret]),
      JSON.stringify([endpoint.signingKey]),
      endpoint.includeSealed ?? false,
    ],
  });
  const [created] = rows;
  if (!created) throw new Error('the endpoint was not inserted');
  const event = newEvent('webhook.created', {
    aggregate: 'webhook',
    aggregateId: endpoint.id,
    version: 1,
    correlationId: meta.correlationId,
    data: { webhookId: endpoint.id, url: endpoint.url },
  });
  await appendEvents(tx, [event]);
  return { endpoint: created, eventId: event.id };
}
