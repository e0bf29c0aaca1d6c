import type { TenantTx } from '../../db/tenant.ts';
import { keyset } from '../http/pagination.ts';
import { type ApiKeyRow, showApiKey } from './show.ts';

/** API keys of the bound firm that have not been revoked, newest first. @throws Problem invalid-cursor */
export async function listApiKeys(tx: TenantTx, query: { limit: number; cursor?: string }) {
  const keys = keyset(['instant', 'text']);
  const [createdAt, id] = keys.after(query.cursor) ?? [null, null];
  const { rows } = await tx.client.query<ApiKeyRow>({
    name: 'list-api-keys',
    text: LIST,
    values: [tx.tenantId, createdAt, id, query.limit + 1],
  });
  return keys.page(rows, query.limit, (row) => [row.created_at, row.id], showApiKey);
}

const LIST = `
  select id, name, prefix, scopes, created_at, expires_at, last_used_at from api_keys
  where tenant_id = $1 and revoked_at is null and ($2::timestamptz is null or (created_at, id) < ($2, $3))
  order by created_at desc, id desc limit $4`;
