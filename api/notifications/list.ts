import { listNotices as listNoticeRows } from '../../db/notices/list.ts';
import { listNotifications as listRows } from '../../db/notifications/read.ts';
import type { TenantTx } from '../../db/tenant.ts';
import { keyset } from '../http/pagination.ts';
import type { NoticeQuery } from './notice-schemas.ts';
import type { NotificationQuery } from './schemas.ts';
import { showNotice, showNotification } from './show.ts';

/** A page of what people were told, newest first. @throws Problem invalid-cursor */
export async function listNotifications(tx: TenantTx, query: NotificationQuery) {
  const { limit = 50, cursor, ...filters } = query;
  const keys = keyset(['integer'], filters);
  const after = keys.after(cursor);
  const since = filters.since === undefined ? undefined : new Date(filters.since);
  const page = { limit: limit + 1, after: after && Number(after[0]) };
  const rows = await listRows(tx, { ...filters, since }, page);
  return keys.page(rows, limit, (row) => [row.position], showNotification);
}

/** A page of what was decided, newest first. @throws Problem invalid-cursor */
export async function listNotices(tx: TenantTx, query: NoticeQuery) {
  const { limit = 50, cursor, ...filters } = query;
  const keys = keyset(['instant', 'text', 'text', 'text'], filters);
  const after = keys.after(cursor);
  const rows = await listNoticeRows(tx, filters, {
    limit: limit + 1,
    after: after && {
      createdAt: new Date(after[0]),
      personId: after[1],
      eventId: after[2],
      channel: after[3],
    },
  });
  return keys.page(rows, limit, (row) => [row.createdAt, row.personId, row.eventId, row.channel], showNotice);
}
