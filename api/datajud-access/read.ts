import type { TenantTx } from '../../db/tenant.ts';
import type { DatajudAccess } from './schemas.ts';

interface Row {
  requests_per_minute: number;
  requests_per_day: number;
  used_today: number;
  refused_at: Date | null;
  created_at: Date;
  updated_at: Date;
  version: number;
}

/** The bound firm's access with its version; undefined when it has none. */
export async function readDatajudAccess(
  tx: TenantTx,
): Promise<{ access: DatajudAccess; version: number } | undefined> {
  const { rows } = await tx.client.query<Row>({
    name: 'read-datajud-access',
    text: READ,
    values: [tx.tenantId],
  });
  const [row] = rows;
  if (!row) return undefined;
  const access: DatajudAccess = {
    status: row.refused_at ? 'refused' : 'active',
    requestsPerMinute: row.requests_per_minute,
    requestsPerDay: row.requests_per_day,
    usedToday: row.used_today,
    refusedAt: row.refused_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
  return { access, version: row.version };
}

const READ = `
  select requests_per_minute, requests_per_day, auth.datajud_used_today() as used_today, refused_at, created_at, updated_at, version
  from datajud_accesses where tenant_id = $1`;
