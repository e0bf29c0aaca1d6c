import type { Pool } from '../../db/pool.ts';
import { type TenantTx, withTenant } from '../../db/tenant.ts';
import { compareCases, type Difference } from './projection/compare.ts';
import { type FoldedCase, foldCase } from './projection/fold.ts';
import type { StoredEvent } from './projection/view.ts';

export interface RebuildOptions {
  /** Only compare. */
  check: boolean;
  /** Cases in one transaction; 200 by default. */
  chunk?: number;
  onDifference?: (difference: Difference) => void;
}

export interface Rebuilt {
  cases: number;
  differences: number;
}

/**
 * Folds every case of a firm from its events and makes the rows of `processes`, `process_instances`, `process_search` and
 * `movements` what the events say; what is right already is not touched. How far a court's record was taken in (content_hash,
 * source_updated_at, updated_at) and created_at are no part of the history and stay.
 *
 * Works beside a running system: the cases of a chunk are locked while they are compared. Role lux_runtime.
 */
export async function rebuildFirm(pool: Pool, tenantId: string, options: RebuildOptions): Promise<Rebuilt> {
  const total: Rebuilt = { cases: 0, differences: 0 };
  const chunk = options.chunk ?? 200;
  for (const source of [NEXT, ORPHANS]) {
    for (let after: string | undefined = ''; after !== undefined; ) {
      const place: string = after;
      const ids = await withTenant(pool, tenantId, async (tx) => {
        const ids = await idsAfter(tx, source, place, chunk);
        const folded = source === NEXT ? await foldCases(tx, ids) : [];
        const differences = await compareCases(tx, ids, folded, !options.check);
        for (const difference of differences) options.onDifference?.(difference);
        total.differences += differences.length;
        return ids;
      });
      if (source === NEXT) total.cases += ids.length;
      after = ids.length === chunk ? ids.at(-1) : undefined;
    }
  }
  return total;
}

async function idsAfter(tx: TenantTx, text: string, after: string, limit: number): Promise<string[]> {
  const { rows } = await tx.client.query<{ id: string }>(text, [tx.tenantId, after, limit]);
  const ids = rows.map((r) => r.id);
  const lock = 'select 1 from processes where tenant_id = $1 and id = any($2) order by id for update';
  await tx.client.query(lock, [tx.tenantId, ids]);
  return ids;
}

async function foldCases(tx: TenantTx, ids: readonly string[]): Promise<FoldedCase[]> {
  const { rows } = await tx.client.query<StoredEvent & { id: string }>(EVENTS, [tx.tenantId, ids]);
  const perCase = Map.groupBy(rows, (r) => r.id);
  return ids.map((id) => foldCase(id, perCase.get(id) ?? []));
}

const NEXT = `
  select aggregate_id as id from events
  where tenant_id = $1 and aggregate_id > $2 and version = 1 and aggregate = 'process' order by 1 limit $3`;

/** Rows of cases that no event tells of. */
const ORPHANS = `
  select id from (
    select id from processes where tenant_id = $1
    union select process_id from process_instances where tenant_id = $1
    union select process_id from process_search where tenant_id = $1
    union select process_id from movements where tenant_id = $1) as stored
  where id > $2 and not exists (
    select 1 from events e where e.tenant_id = $1 and e.aggregate_id = stored.id and e.version = 1)
  order by 1 limit $3`;

const EVENTS = `
  select aggregate_id as id, type, version, data,
    to_char(occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "occurredAt",
    to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "recordedAt"
  from events where tenant_id = $1 and aggregate_id = any($2) order by aggregate_id, version`;
