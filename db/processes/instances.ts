import type { CourtDocument } from '../../actors/contracts/court-document.ts';
import type { TenantTx } from '../tenant.ts';

/** One grau of a case at one court, as last told. */
export interface InstanceRow {
  alias: string;
  tribunal: string;
  grau: string;
  header: Partial<Omit<CourtDocument, 'movements'>>;
  closed: boolean;
  secrecy: number;
  sourceUpdatedAt: Date | null;
  updatedAt: Date;
  movementCount: number;
}

/** The graus of a case, the most recently updated first; undefined when the firm does not watch the case. */
export async function listInstances(tx: TenantTx, processId: string): Promise<InstanceRow[] | undefined> {
  const { rows } = await tx.client.query<InstanceRow & { alias: string | null }>({
    name: 'list-instances',
    text: `select i.alias, i.tribunal, i.grau, i.header, i.closed, i.secrecy, i.source_updated_at as "sourceUpdatedAt",
        i.updated_at as "updatedAt", (select count(*)::int from movements m where m.tenant_id = i.tenant_id
          and m.process_id = i.process_id and m.alias = i.alias and m.grau = i.grau and m.status = 'active') as "movementCount"
      from processes p left join process_instances i on i.tenant_id = p.tenant_id and i.process_id = p.id
      where p.tenant_id = $1 and p.id = $2 and p.deleted_at is null
      order by i.updated_at desc, i.alias, i.grau`,
    values: [tx.tenantId, processId],
  });
  if (rows.length === 0) return undefined;
  return rows.filter((row) => row.alias !== null);
}
