import { listReports as listRows } from '../../db/reports/read.ts';
import type { TenantTx } from '../../db/tenant.ts';
import { keyset } from '../http/pagination.ts';
import type { ReportQuery } from './schemas.ts';
import { showEntry } from './show.ts';

/** A page of the firm's reports, newest first. @throws Problem invalid-cursor */
export async function listReports(tx: TenantTx, query: ReportQuery) {
  const { limit = 50, cursor, ...filters } = query;
  const keys = keyset(['instant', 'text'], filters);
  const after = keys.after(cursor);
  const rows = await listRows(tx, filters, {
    limit: limit + 1,
    after: after && { createdAt: new Date(after[0]), id: after[1] },
  });
  return keys.page(rows, limit, (row) => [row.createdAt, row.id], showEntry);
}
