import type { TenantTx } from '../../db/tenant.ts';
import type { NewDatajudAccess } from './schemas.ts';

/** Gives the bound firm an access, or puts another in place of the one it has. `sealed` is the key as it is kept. */
export async function putDatajudAccess(
  tx: TenantTx,
  { requestsPerMinute = 120, requestsPerDay = 10_000 }: NewDatajudAccess,
  sealed: string,
): Promise<void> {
  const values = [tx.tenantId, sealed, requestsPerMinute, requestsPerDay];
  await tx.client.query({ name: 'put-datajud-access', text: PUT, values });
}

// A new key is tried again, whatever became of the one before.
const PUT = `
  insert into datajud_accesses as a (tenant_id, sealed_key, requests_per_minute, requests_per_day) values ($1, $2, $3, $4)
  on conflict (tenant_id) do update set
    sealed_key = excluded.sealed_key, requests_per_minute = excluded.requests_per_minute,
    requests_per_day = excluded.requests_per_day, refused_at = null, version = a.version + 1, updated_at = now()`;
