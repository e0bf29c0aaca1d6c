import type { TenantTx } from '../tenant.ts';

export type ProcessStatus = 'active' | 'paused';
export type CourtStatus = 'pending' | 'found' | 'not_found' | 'no_index';

/** A watched case as the projection has it. */
export interface ProcessRow {
  id: string;
  /** 20 digits. */
  number: string;
  label: string | null;
  tags: string[];
  status: ProcessStatus;
  courtStatus: CourtStatus;
  tribunal: string | null;
  className: string | null;
  subjects: string[];
  unitName: string | null;
  filedAt: Date | null;
  secrecy: number;
  closed: boolean;
  movementCount: number;
  lastMovementAt: Date | null;
  changedAt: Date;
  createdAt: Date;
  version: number;
}

/** How fresh what we know from one court is. Instants are ISO 8601 texts. */
export interface CourtFreshness {
  alias: string;
  /** primary: the court of the number; superior: one it may have gone up to. */
  beat: 'primary' | 'superior';
  lastCheckedAt: string | null;
  /** unchanged | changed | found | absent | unavailable | no-index */
  lastResult: string | null;
  lastChangedAt: string | null;
  nextCheckAt: string;
  /** A person asked for it and it has not been answered yet. */
  urgent: boolean;
  /** Newest index time among its documents there. */
  indexedAt: string | null;
}

/** One grau in short. Instants are ISO 8601 texts. */
export interface GrauSummary {
  alias: string;
  tribunal: string;
  grau: string;
  className: string | null;
  unitName: string | null;
  closed: boolean;
  secrecy: number;
  sourceUpdatedAt: string | null;
  updatedAt: string;
}

export interface ProcessDetail extends ProcessRow {
  courts: CourtFreshness[];
  graus: GrauSummary[];
}

/** The columns of `ProcessRow`, of a table or subquery called p. */
export const PROCESS_COLUMNS = `p.id, p.number, p.label, p.tags, p.status, p.court_status as "courtStatus", p.tribunal,
  p.class_name as "className", p.subjects, p.unit_name as "unitName", p.filed_at as "filedAt", p.secrecy, p.closed,
  p.movement_count as "movementCount", p.last_movement_at as "lastMovementAt", p.changed_at as "changedAt",
  p.created_at as "createdAt", p.version`;

/** A case with its courts and graus, in one statement. Undefined when the firm does not watch it. */
export async function readProcess(tx: TenantTx, processId: string): Promise<ProcessDetail | undefined> {
  const { rows } = await tx.client.query<ProcessDetail>({
    name: 'read-process',
    text: READ,
    values: [tx.tenantId, processId],
  });
  return rows[0];
}

const READ = `
  select ${PROCESS_COLUMNS},
    (select coalesce(json_agg(json_build_object('alias', c.alias, 'beat', c.beat, 'lastCheckedAt', c.last_checked_at,
        'lastResult', c.last_result, 'lastChangedAt', c.last_changed_at, 'nextCheckAt', c.next_check_at,
        'urgent', c.urgent_since is not null, 'indexedAt', c.indexed_at) order by c.beat, c.alias), '[]')
      from court.cases c where c.number = p.number) as courts,
    (select coalesce(json_agg(json_build_object('alias', i.alias, 'tribunal', i.tribunal, 'grau', i.grau,
        'className', i.header #>> '{class,name}', 'unitName', i.header #>> '{unit,name}', 'closed', i.closed,
        'secrecy', i.secrecy, 'sourceUpdatedAt', i.source_updated_at, 'updatedAt', i.updated_at)
        order by i.updated_at desc, i.grau), '[]')
      from process_instances i where i.tenant_id = p.tenant_id and i.process_id = p.id) as graus
  from processes p
  where p.tenant_id = $1 and p.id = $2 and p.deleted_at is null`;
