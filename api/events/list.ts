import { FEED_START, feedEnd, readFeed } from '../../db/events/feed.ts';
import type { TenantTx } from '../../db/tenant.ts';
import { keyset } from '../http/pagination.ts';
import { feedFilters } from './filters.ts';
import type { EventQuery } from './schemas.ts';

/**
 * A page of the feed. A cursor is a place in it, whatever the filters: they may change from one page to the next.
 * @throws Problem invalid-cursor, invalid-parameter
 */
export async function listEvents(tx: TenantTx, query: EventQuery) {
  const { limit = 50, cursor, start = 'beginning' } = query;
  const filters = feedFilters(query);
  const places = keyset(['integer', 'integer']);
  const given = places.after(cursor);
  const place = given
    ? { xid: given[0], position: Number(given[1]) }
    : start === 'end'
      ? await feedEnd(tx)
      : FEED_START;
  const page = await readFeed(tx, place, filters, limit);
  const nextCursor = places.cursor([page.next.xid, page.next.position]);
  return { data: page.events, nextCursor, more: page.more };
}
