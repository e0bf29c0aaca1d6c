import type { EventEnvelope } from '../../actors/contracts/events.ts';
import type { Pool } from '../pool.ts';
import { EVENT_COLUMNS, type FeedPlace } from './feed.ts';

/** The events of all firms after a place, in commit order: for the relay to the EVENTS stream. Role lux_runtime. */
export async function readAllFirms(
  pool: Pool,
  after: FeedPlace,
  limit: number,
): Promise<{ event: EventEnvelope; place: FeedPlace }[]> {
  const { rows } = await pool.query<EventEnvelope & { place_xid: string; place_position: number }>({
    name: 'events-of-all-firms',
    text: `select ${EVENT_COLUMNS}, e.xid::text as place_xid, e.position as place_position
      from auth.events_after($1::xid8, $2, $3) e order by e.xid, e.position`,
    values: [after.xid, after.position, limit],
  });
  return rows.map(({ place_xid, place_position, ...event }) => {
    return { event, place: { xid: place_xid, position: place_position } };
  });
}
