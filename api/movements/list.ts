import { courtByAlias } from '../../actors/contracts/courts.ts';
import { listMovements as listRows, type MovementRow } from '../../db/movements/list.ts';
import { findProcess } from '../../db/processes/find.ts';
import type { TenantTx } from '../../db/tenant.ts';
import { keyset } from '../http/pagination.ts';
import { notFound } from '../problems/problem.ts';
import type { Movement, MovementQuery } from './schemas.ts';

const BY_IMPORTANCE = ['critical', 'high', 'medium', 'low'] as const;

/** A page of the movements of a case, newest first. @throws Problem not-found, invalid-cursor */
export async function listMovements(tx: TenantTx, processId: string, query: MovementQuery) {
  const { limit = 50, cursor, ...filters } = query;
  const keys = keyset(['instant', 'text'], { processId, ...filters });
  const after = keys.after(cursor);
  const [process, rows] = await Promise.all([
    findProcess(tx, processId),
    listRows(
      tx,
      processId,
      {
        grau: filters.grau,
        alias: filters.alias,
        group: filters.group,
        status: filters.status,
        importance: wantedImportance(filters),
        since: filters.since === undefined ? undefined : new Date(filters.since),
        detectedSince: filters.detectedSince === undefined ? undefined : new Date(filters.detectedSince),
      },
      { limit: limit + 1, after: after && { occurredAt: new Date(after[0]), id: after[1] } },
    ),
  ]);
  if (!process) throw notFound('process');
  return keys.page(rows, limit, (row) => [row.occurredAt, row.id], showMovement);
}

function wantedImportance({
  importance,
  minImportance,
}: Pick<MovementQuery, 'importance' | 'minImportance'>): string[] | undefined {
  if (importance === undefined && minImportance === undefined) return undefined;
  return BY_IMPORTANCE.slice(0, minImportance ? BY_IMPORTANCE.indexOf(minImportance) + 1 : undefined).filter(
    (level) => importance === undefined || level === importance,
  );
}

function showMovement(row: MovementRow): Movement {
  return {
    ...row,
    tribunal: courtByAlias(row.alias)?.tribunal ?? row.alias.toUpperCase(),
    occurredAt: row.occurredAt.toISOString(),
    detectedAt: row.detectedAt.toISOString(),
    amendedAt: row.amendedAt?.toISOString() ?? null,
  };
}
