import { type InboxEntry as Row, readInbox } from '../../db/notifications/read.ts';
import type { TenantTx } from '../../db/tenant.ts';
import type { Principal } from '../auth/policy.ts';
import { keyset } from '../http/pagination.ts';
import { showNotification } from '../notifications/show.ts';
import type { InboxEntry, InboxQuery } from './schemas.ts';
import { whoseInbox } from './whose.ts';

/** A page of an inbox, newest first. @throws Problem not-found, invalid-cursor */
export async function listInbox(tx: TenantTx, principal: Principal, query: InboxQuery) {
  const { limit = 50, cursor, personId, unread } = query;
  const person = await whoseInbox(tx, principal, personId);
  const keys = keyset(['integer'], { person, unread });
  const after = keys.after(cursor);
  const rows = await readInbox(tx, person, { limit: limit + 1, before: after && Number(after[0]), unread });
  return keys.page(rows, limit, (row) => [row.position], showEntry);
}

export function showEntry(row: Row): InboxEntry {
  return { ...showNotification(row), readAt: row.readAt?.toISOString() ?? null };
}
