import { type FeedFilters, type FeedPlace, feedEnd, placeOf, readFeed } from '../../db/events/feed.ts';
import type { Pool } from '../../db/pool.ts';
import { readTenant } from '../../db/tenant.ts';
import { createBell, HEARTBEAT, sseEvent } from '../http/sse.ts';
import { Problem } from '../problems/problem.ts';
import type { EventSignal } from './signal.ts';

export interface StreamOptions {
  pool: Pool;
  signal: EventSignal;
  tenantId: string;
  filters: FeedFilters;
  /** Whether the stream may go on: the credentials are good and the process is not stopping. */
  mayContinue: () => Promise<boolean>;
  heartbeatMs: number;
  /** How often to look while the signal is not live. */
  pollMs: number;
}

const PAGE = 100;
const RETRY_MS = 2_000;

/**
 * Where a stream begins: after the event the reader saw last, or at the end of the feed.
 * @throws Problem invalid-parameter when the firm has no such event
 */
export function startOfStream(
  pool: Pool,
  tenantId: string,
  lastEventId: string | undefined,
): Promise<FeedPlace> {
  return readTenant(pool, tenantId, async (tx) => {
    if (lastEventId === undefined) return feedEnd(tx);
    const place = await placeOf(tx, lastEventId);
    if (place) return place;
    const message = 'The firm has no event with this id.';
    const fix = 'Send the id of an event of this stream or of GET /v1/events, or leave it out.';
    throw new Problem('invalid-parameter', {
      errors: [{ location: 'header.last-event-id', message, fix }],
    });
  });
}

/**
 * The feed as server-sent events, from a place on, until the reader leaves, its credentials end or the process stops.
 * Looks, tells, then waits for the bell: it is subscribed to before the first look, so that nothing falls between.
 * At most one page is held in memory, and it is read when the page before has left.
 */
export async function* streamEvents(
  start: FeedPlace,
  options: StreamOptions,
  signal: AbortSignal,
): AsyncGenerator<string> {
  const { pool, tenantId, filters, heartbeatMs } = options;
  const bell = createBell();
  const unsubscribe = options.signal.subscribe(tenantId, bell.ring);
  let place = start;
  let saidAt = Date.now();
  let checkedAt = saidAt;
  try {
    yield `retry: ${RETRY_MS}\n\n`;
    while (!signal.aborted) {
      // By the clock, not at heartbeats alone: a busy feed is never silent, and would outlive its credentials.
      if (Date.now() - checkedAt >= heartbeatMs) {
        if (!(await options.mayContinue())) return;
        checkedAt = Date.now();
      }
      const page = await readTenant(pool, tenantId, (tx) => readFeed(tx, place, filters, PAGE));
      place = page.next;
      if (page.events.length > 0) {
        saidAt = Date.now();
        yield page.events.map((event) => sseEvent({ id: event.id, event: event.type, data: event })).join('');
      }
      if (page.more) continue;
      const silence = Math.max(0, saidAt + heartbeatMs - Date.now());
      await bell.wait(options.signal.isLive() ? silence : Math.min(silence, options.pollMs), signal);
      if (Date.now() - saidAt < heartbeatMs || signal.aborted) continue;
      if (!(await options.mayContinue())) return;
      saidAt = Date.now();
      checkedAt = saidAt;
      yield HEARTBEAT;
    }
  } finally {
    unsubscribe();
  }
}
