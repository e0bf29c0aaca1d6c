import type { TenantTx } from '../tenant.ts';
import { ENDPOINT_COLUMNS, type Endpoint, type EndpointStatus } from './endpoint.ts';

/** An endpoint that was not deleted, or undefined. */
export async function readEndpoint(tx: TenantTx, endpointId: string): Promise<Endpoint | undefined> {
  const { rows } = await tx.client.query<Endpoint>({
    name: 'read-endpoint',
    text: `select ${ENDPOINT_COLUMNS} from webhook_endpoints w
      where w.tenant_id = $1 and w.id = $2 and w.deleted_at is null`,
    values: [tx.tenantId, endpointId],
  });
  return rows[0];
}

export async function countEndpoints(tx: TenantTx): Promise<number> {
  const { rows } = await tx.client.query({
    name: 'count-endpoints',
    text: 'select count(*)::int as endpoints from webhook_endpoints where tenant_id = $1 and deleted_at is null',
    values: [tx.tenantId],
  });
  return rows[0].endpoints;
}

/** Newest first; `after` is the last endpoint of the page before. */
export async function listEndpoints(
  tx: TenantTx,
  filters: { status?: EndpointStatus },
  page: { limit: number; after?: { createdAt: Date; id: string } },
): Promise<Endpoint[]> {
  const { rows } = await tx.client.query<Endpoint>({
    text: `select ${ENDPOINT_COLUMNS} from webhook_endpoints w
      where w.tenant_id = $1 and w.deleted_at is null and ($2::text is null or w.status = $2)
        and ($3::timestamptz is null or (w.created_at, w.id) < ($3, $4))
      order by w.created_at desc, w.id desc limit $5`,
    values: [
      tx.tenantId,
      filters.status ?? null,
      page.after?.createdAt ?? null,
      page.after?.id ?? null,
      page.limit,
    ],
  });
  return rows;
}
