import type { MovementComplement } from '../../actors/contracts/court-document.ts';
import type { Importance } from '../../actors/contracts/events.ts';
import type { TenantTx } from '../tenant.ts';

export interface StoredHeader {
  tribunal: string;
  grau: string;
  className: string | null;
  subjects: string[];
  unit: string | null;
  /** ISO 8601. */
  filedAt: string | null;
  closed: boolean;
}

export interface StoredMovement {
  id: string;
  alias: string;
  grau: string;
  code: number;
  name: string;
  description: string;
  /** ISO 8601, UTC. */
  occurredAt: string;
  complements: MovementComplement[];
  unit: string | null;
  importance: Importance;
  group: string;
}

export interface StoredSources {
  process: { id: string; number: string; label: string | null };
  headers: StoredHeader[];
  /** The newest ones, newest first; never a withdrawn one. */
  movements: StoredMovement[];
  /** How many there are in all. */
  total: number;
}

/** What of a case may be written about. `sealed`: it or one of its graus is, and then not a word of it is read. */
export type SourcesFound = { found: 'none' } | { found: 'sealed' } | ({ found: 'public' } & StoredSources);

/**
 * Reads what of a case may go into a summary. The seal is a condition of the statement itself: a row of a case with
 * nivelSigilo above 0 in any grau does not leave the database here, whoever calls.
 */
export async function readSources(tx: TenantTx, processId: string, limit: number): Promise<SourcesFound> {
  const { rows } = await tx.client.query<{ sealed: boolean; sources: StoredSources | null }>({
    name: 'ai-sources',
    text: SOURCES,
    values: [tx.tenantId, processId, limit],
  });
  const [row] = rows;
  if (!row) return { found: 'none' };
  if (row.sealed || !row.sources) return { found: 'sealed' };
  const { headers, movements, ...rest } = row.sources;
  return { found: 'public', ...rest, headers: headers ?? [], movements: movements ?? [] };
}

/** Of these ids, those of movements of the case that stand. */
export async function standingMovements(
  tx: TenantTx,
  processId: string,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await tx.client.query<{ id: string }>({
    name: 'ai-standing-movements',
    text: `select id from movements where tenant_id = $1 and process_id = $2 and id = any($3) and status = 'active'`,
    values: [tx.tenantId, processId, ids],
  });
  return new Set(rows.map(({ id }) => id));
}

const SOURCES = `
  with wanted as (
    select p.*, p.secrecy > 0 or exists (
      select 1 from process_instances i where i.tenant_id = p.tenant_id and i.process_id = p.id and i.secrecy > 0) as sealed
    from processes p where p.tenant_id = $1 and p.id = $2 and p.deleted_at is null
  )
  select w.sealed, case when w.sealed then null else json_build_object(
    'process', json_build_object('id', w.id, 'number', w.number, 'label', w.label),
    'headers', (select json_agg(h) from (
      select tribunal, grau, header #>> '{class,name}' as "className", header #>> '{unit,name}' as unit,
        coalesce((select json_agg(s ->> 'name') from jsonb_array_elements(header -> 'subjects') as s), '[]') as subjects,
        header ->> 'filedAt' as "filedAt", closed
      from process_instances i where i.tenant_id = $1 and i.process_id = w.id and i.secrecy = 0 order by alias, grau) as h),
    'movements', (select json_agg(m) from (
      select id, alias, grau, code, name, description, occurred_at as "occurredAt", complements, unit_name as unit, importance, "group"
      from movements m where m.tenant_id = $1 and m.process_id = w.id and m.status = 'active'
      order by occurred_at desc, id desc limit $3) as m),
    'total', (select count(*) from movements m where m.tenant_id = $1 and m.process_id = w.id and m.status = 'active')
  ) end as sources
  from wanted w`;
