import type { EventEnvelope } from '../../actors/contracts/events.ts';
import type { TenantTx } from '../tenant.ts';
import { EVENT_COLUMNS, type FeedPlace } from './feed.ts';

export interface PlacedEvent {
  event: EventEnvelope;
  place: FeedPlace;
}

/** The bound firm's events of some types before a place and since a moment, newest first. */
export async function readBackFrom(
  tx: TenantTx,
  before: FeedPlace | undefined,
  since: Date,
  types: readonly string[],
  limit: number,
): Promise<PlacedEvent[]> {
  const { rows } = await tx.client.query<EventEnvelope & FeedPlace>({
    // The newest of each type by its own place in the index.
    text: `select ${EVENT_COLUMNS}, e.xid::text, e.position
      from unnest($5::text[]) as wanted(type) cross join lateral (
        select * from events e
        where e.tenant_id = $1 and ($2::xid8 is null or (e.xid, e.position) < ($2::xid8, $3::bigint))
          and e.recorded_at >= $4 and e.type = wanted.type
        order by e.xid desc, e.position desc limit $6) e
      order by e.xid desc, e.position desc limit $6`,
    values: [tx.tenantId, before?.xid ?? null, before?.position ?? null, since, types, limit],
  });
  return rows.map(({ xid, position, ...event }) => ({
    event: event as EventEnvelope,
    place: { xid, position },
  }));
}
