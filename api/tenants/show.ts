import type { Tenant } from './schemas.ts';

export const TENANT_COLUMNS = 'tenant_id, name, plan, time_zone, created_at';

export interface TenantRow {
  tenant_id: string;
  name: string;
  plan: string;
  time_zone: string;
  created_at: Date;
}

/** A firm as the API shows it. */
export function showTenant(row: TenantRow): Tenant {
  return {
    id: row.tenant_id,
    name: row.name,
    plan: row.plan,
    timeZone: row.time_zone,
    createdAt: row.created_at.toISOString(),
  };
}
