import type { TenantReader } from '../tenant.ts';

export type ProcessStatus = 'active' | 'paused';
export type CourtStatus = 'pending' | 'found' | 'not_found' | 'no_index';

/** A watched case as the projection has it. Instants are ISO 8601 texts with an offset. */
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
  filedAt: string | null;
  secrecy: number;
  closed: boolean;
  movementCount: number;
  lastMovementAt: string | null;
  changedAt: string;
  createdAt: string;
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
const PROCESS_COLUMNS = `p.id, p.number, p.label, p.tags, p.status, p.court_status as "courtStatus", p.tribunal,
  p.class_name as "className", p.subjects, p.unit_name as "unitName", p.filed_at as "filedAt", p.secrecy, p.closed,
  p.movement_count as "movementCount", p.last_movement_at as "lastMovementAt", p.changed_at as "changedAt",
  p.created_at as "createdAt", p.version`;

/** A `ProcessRow` as one JSON value: the driver parses it natively, at a fraction of what twenty columns cost it. */
export const PROCESS_JSON = `(select row_to_json(x) from (select ${PROCESS_COLUMNS}) as x)`;

/** A case with its courts and graus, in one statement. Undefined when the firm does not watch it. */
export async function readProcess(
  { tenantId, client }: TenantReader,
  processId: string,
): Promise<ProcessDetail | undefined> {
  const statement = { name: 'read-process', text: READ.byId, values: [tenantId, processId] };
  return detailOf((await client.query<{ process: ProcessRead }>(statement)).rows[0]?.process);
}

/** As `readProcess`, by the 20 digits. */
export async function readProcessByNumber(
  { tenantId, client }: TenantReader,
  number: string,
): Promise<ProcessDetail | undefined> {
  const statement = { name: 'read-process-by-number', text: READ.byNumber, values: [tenantId, number] };
  return detailOf((await client.query<{ process: ProcessRead }>(statement)).rows[0]?.process);
}

/** What the statement answers: lists are null when they are empty. */
type ProcessRead = ProcessRow & { [K in 'courts' | 'graus']: ProcessDetail[K] | null };

function detailOf(process: ProcessRead | undefined): ProcessDetail | undefined {
  if (!process) return undefined;
  // A handful of rows: sorted here for less than Postgres needs to get ready to sort.
  process.courts?.sort((a, b) => order(a.beat, b.beat) || order(a.alias, b.alias));
  process.graus?.sort((a, b) => order(b.updatedAt, a.updatedAt) || order(a.grau, b.grau));
  return { ...process, courts: process.courts ?? [], graus: process.graus ?? [] };
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

const read = (column: 'id' | 'number') => `
  select row_to_json(x) as process from (
    select ${PROCESS_COLUMNS},
      (select json_agg(c) from (
        select alias, beat, last_checked_at as "lastCheckedAt", last_result as "lastResult",
          last_changed_at as "lastChangedAt", next_check_at as "nextCheckAt", urgent_since is not null as urgent,
          indexed_at as "indexedAt"
        from court.cases where cases.number = p.number) as c) as courts,
      (select json_agg(i) from (
        select alias, tribunal, grau, header #>> '{class,name}' as "className", header #>> '{unit,name}' as "unitName",
          closed, secrecy, source_updated_at as "sourceUpdatedAt", updated_at as "updatedAt"
        from process_instances where tenant_id = p.tenant_id and process_id = p.id) as i) as graus
    from processes p
    where p.tenant_id = $1 and p.${column} = $2 and p.deleted_at is null) as x`;

const READ = { byId: read('id'), byNumber: read('number') };
