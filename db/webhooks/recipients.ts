import type { WebhookFilters } from '../schema/webhook-endpoints.ts';
import type { TenantTx } from '../tenant.ts';
import type { EndpointStatus } from './endpoint.ts';

/** An endpoint that events may be for: what decides which ones, and how they are rendered. */
export interface Recipient {
  id: string;
  status: EndpointStatus;
  /** Exact types or `movement.*`; empty is all. */
  eventTypes: string[];
  filters: WebhookFilters;
  /** The firm allowed content of sealed cases for this endpoint. */
  includeSealed: boolean;
}

/**
 * Endpoints of the bound firm that take events now: active ones, and paused ones, for whom they wait. With `only`
 * that one alone, disabled or not.
 */
export async function listRecipients(tx: TenantTx, only?: string): Promise<Recipient[]> {
  const { rows } = await tx.client.query<Recipient>({
    name: 'list-recipients',
    text: `select id, status, event_types as "eventTypes", filters, include_sealed as "includeSealed"
      from webhook_endpoints
      where tenant_id = $1 and deleted_at is null and case when $2::text is null then status <> 'disabled' else id = $2 end
      order by id`,
    values: [tx.tenantId, only ?? null],
  });
  return rows;
}

/** What filters and secrecy ask of a case. */
export interface CaseFacts {
  id: string;
  tags: string[];
  tribunal: string | null;
  /** The highest level of its graus. */
  secrecy: number;
}

/** Facts of the cases that events are about or name (a report, a summary), deleted ones included. */
export async function readCaseFacts(
  tx: TenantTx,
  eventIds: readonly string[],
): Promise<Map<string, CaseFacts>> {
  const { rows } = await tx.client.query<CaseFacts>({
    name: 'read-case-facts',
    text: `select id, tags, tribunal, secrecy from processes where tenant_id = $1 and id = any(array(
        select case aggregate when 'process' then aggregate_id else data #>> '{process,id}' end
        from events where tenant_id = $1 and id = any($2)))`,
    values: [tx.tenantId, eventIds],
  });
  return new Map(rows.map((row) => [row.id, row]));
}
