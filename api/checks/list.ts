import { courtByAlias } from '../../actors/contracts/courts.ts';
import { type CheckFilters, type CheckRow, listChecks as listRows } from '../../db/checks/list.ts';
import { findProcess } from '../../db/processes/find.ts';
import type { TenantTx } from '../../db/tenant.ts';
import { keyset } from '../http/pagination.ts';
import { notFound } from '../problems/problem.ts';
import type { Check, CheckQuery } from './schemas.ts';

/** A page of the evidence about a case, newest first. @throws Problem not-found, invalid-cursor */
export async function listChecks(tx: TenantTx, processId: string, query: CheckQuery) {
  const { limit = 50, cursor } = query;
  const filters = filtersOf(query);
  const keys = keyset(['text', 'text'], { processId, ...filters });
  const after = keys.after(cursor);
  const process = await findProcess(tx, processId);
  if (!process) throw notFound('process');
  const rows = await listRows(tx, { number: process.number, watchedSince: process.createdAt }, filters, {
    limit: limit + 1,
    after: after && { requestId: after[0], alias: after[1] },
  });
  return keys.page(rows, limit, (row) => [row.requestId, row.alias], showCheck);
}

export function filtersOf({ alias, result, since, until }: CheckQuery): CheckFilters {
  return {
    alias,
    result,
    since: since === undefined ? undefined : new Date(since),
    until: until === undefined ? undefined : new Date(until),
  };
}

export function tribunalOf(alias: string): string {
  return courtByAlias(alias)?.tribunal ?? alias.toUpperCase();
}

function showCheck({ error: _error, ...row }: CheckRow): Check {
  return {
    ...row,
    tribunal: tribunalOf(row.alias),
    askedAt: row.askedAt.toISOString(),
    answeredAt: row.answeredAt?.toISOString() ?? null,
    checkedAt: row.checkedAt.toISOString(),
    sourceUpdatedAt: row.sourceUpdatedAt?.toISOString() ?? null,
  };
}
