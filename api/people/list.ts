import { listPeople as listRows } from '../../db/people/read.ts';
import type { TenantTx } from '../../db/tenant.ts';
import { keyset } from '../http/pagination.ts';
import type { PersonQuery } from './schemas.ts';
import { showPerson } from './show.ts';

/** A page of the firm's people, newest first. @throws Problem invalid-cursor */
export async function listPeople(tx: TenantTx, query: PersonQuery) {
  const { limit = 50, cursor, ...filters } = query;
  const keys = keyset(['instant', 'text'], filters);
  const after = keys.after(cursor);
  const rows = await listRows(tx, filters, {
    limit: limit + 1,
    after: after && { createdAt: new Date(after[0]), id: after[1] },
  });
  return keys.page(rows, limit, (row) => [row.createdAt, row.id], showPerson);
}
