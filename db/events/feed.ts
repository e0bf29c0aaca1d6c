import type { EventEnvelope } from '../../actors/contracts/events.ts';
import type { TenantTx } from '../tenant.ts';

/** A place in a firm's feed: everything committed up to it has been read. */
export interface FeedPlace {
  /** xid8 as text: it does not fit a double. */
  xid: string;
  position: number;
}

/** Before the first event. */
export const FEED_START: FeedPlace = { xid: '0', position: 0 };

export interface FeedFilters {
  /** Exact types. */
  types?: string[];
  /** First segments: `movement` for every `movement.…`. */
  families?: string[];
  processId?: string;
}

export interface FeedPage {
  events: EventEnvelope[];
  /** Where to go on, past events that the filters left out as well. */
  next: FeedPlace;
  /** Whether there was more than fitted the page. */
  more: boolean;
}

/** The columns of an `EventEnvelope`, of a table called e. */
export const EVENT_COLUMNS = `e.id, e.tenant_id as tenant, e.aggregate, e.aggregate_id as "aggregateId", e.type, e.version, e.origin,
  to_char(e.occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "occurredAt",
  to_char(e.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "recordedAt",
  e.causation_id as "causationId", e.correlation_id as "correlationId", e.data`;

/**
 * The bound firm's events after a place, in the order in which they became visible. Events of transactions that began
 * before the oldest one still open wait for the next call: a reader that passed those would never see them.
 */
export async function readFeed(
  tx: TenantTx,
  after: FeedPlace,
  filters: FeedFilters,
  limit: number,
): Promise<FeedPage> {
  const { rows } = await tx.client.query({
    text: filters.processId === undefined && (filters.types || filters.families) ? FEED_OF_TYPES : FEED,
    values: [
      tx.tenantId,
      after.xid,
      after.position,
      filters.types ?? null,
      filters.families ?? null,
      filters.processId ?? null,
      limit + 1,
    ],
  });
  const [{ horizonXid, horizonPosition }] = rows;
  const found = rows.filter((row) => row.id !== null);
  const more = found.length > limit;
  const page = found.slice(0, limit);
  const last = page.at(-1);
  let next = after;
  if (more && last) next = { xid: last.xid, position: last.position };
  else if (horizonXid !== null) next = later(after, { xid: horizonXid, position: horizonPosition });
  const events = page.map(
    ({ xid: _x, position: _p, horizonXid: _hx, horizonPosition: _hp, ...event }) => event as EventEnvelope,
  );
  return { events, next, more };
}

function later(a: FeedPlace, b: FeedPlace): FeedPlace {
  const [x, y] = [BigInt(a.xid), BigInt(b.xid)];
  if (x !== y) return x > y ? a : b;
  return a.position > b.position ? a : b;
}

/** The place of an event of the bound firm; undefined when it has no such event. */
export async function placeOf(tx: TenantTx, eventId: string): Promise<FeedPlace | undefined> {
  const { rows } = await tx.client.query<FeedPlace>({
    name: 'place-of-event',
    text: 'select xid::text, position from events where tenant_id = $1 and id = $2',
    values: [tx.tenantId, eventId],
  });
  return rows[0];
}

/** The end of the feed as it is now: from here on only what is yet to come. */
export async function feedEnd(tx: TenantTx): Promise<FeedPlace> {
  const { rows } = await tx.client.query<FeedPlace>({
    name: 'feed-end',
    // A bare xid would be the text that is selected, and of texts 9 is later than 10.
    text: `select e.xid::text, e.position from events e where e.tenant_id = $1 and e.xid < pg_snapshot_xmin(pg_current_snapshot())
      order by e.xid desc, e.position desc limit 1`,
    values: [tx.tenantId],
  });
  return rows[0] ?? FEED_START;
}

// One row for the horizon even when the page is empty. Both halves see one snapshot, or a page could pass an event.
const feed = (page: string) => `
  select page.*, horizon.xid::text as "horizonXid", horizon.position as "horizonPosition"
  from (select 1) as one
  left join (
    select e.xid, e.position from events e
    where e.tenant_id = $1 and e.xid < pg_snapshot_xmin(pg_current_snapshot())
    order by e.xid desc, e.position desc limit 1) as horizon on true
  left join (${page}) as page on true
  order by page.xid::xid8, page.position`;

const AFTER = `e.tenant_id = $1 and (e.xid, e.position) > ($2::xid8, $3::bigint) and e.xid < pg_snapshot_xmin(pg_current_snapshot())`;
const OF_CASE = `($6::text is null or (e.aggregate = 'process' and e.aggregate_id = $6))`;

const FEED = feed(`
    select ${EVENT_COLUMNS}, e.xid::text, e.position from events e
    where ${AFTER} and ${OF_CASE}
      and (($4::text[] is null and $5::text[] is null) or e.type = any($4) or split_part(e.type, '.', 1) = any($5))
    order by e.xid, e.position limit $7`);

// A page of each type by its own place in the index, so that a rare one walks past no other. For a family the types that the firm
// has are asked for, a step of the index each: a newer version may write some that this one does not know.
const FEED_OF_TYPES = feed(`
    with recursive had(type) as (
      (select e.type from events e where e.tenant_id = $1 and $5::text[] is not null order by e.type limit 1)
      union all
      select (select e.type from events e where e.tenant_id = $1 and e.type > had.type order by e.type limit 1)
      from had where had.type is not null
    ), wanted(type) as (
      select unnest($4::text[]) union select type from had where split_part(type, '.', 1) = any($5)
    )
    select ${EVENT_COLUMNS}, e.xid::text, e.position
    from wanted cross join lateral (
      select * from events e where ${AFTER} and ${OF_CASE} and e.type = wanted.type
      order by e.xid, e.position limit $7) e
    order by e.xid, e.position limit $7`);
