import { caseOf, type Happening, happeningOf } from '../../actors/contracts/happening.ts';
import { type PlacedEvent, readBackFrom } from '../../db/events/back-from.ts';
import type { FeedPlace } from '../../db/events/feed.ts';
import type { TenantTx } from '../../db/tenant.ts';
import { readCaseFacts } from '../../db/webhooks/recipients.ts';

/** Runs one read of the firm's rows, and gives its connection back. */
export type Read = <T>(work: (tx: TenantTx) => Promise<T>) => Promise<T>;

/** An event with what it says to people, where it says them something. */
export interface Past extends PlacedEvent {
  happening: Happening | undefined;
}

/** Events of one read: what a connection and the event loop are held for at once. */
const PAGE = 500;

/**
 * What has happened to a firm, newest first, in pages: at most `limit` events of these types before a place and since a moment. Each
 * page is a read by itself, so what is written meanwhile may change what is known of a case; no event is left out or comes twice.
 */
export async function* readPast(
  read: Read,
  wanted: { before?: FeedPlace; since: Date; types: readonly string[]; limit: number },
): AsyncGenerator<Past[]> {
  const { since, types, limit } = wanted;
  let { before } = wanted;
  for (let count = 0; count < limit; ) {
    const size = Math.min(PAGE, limit - count);
    const page = await read(async (tx) => {
      const placed = await readBackFrom(tx, before, since, types, size);
      const ids = placed.map(({ event }) => event.id);
      const facts = ids.length > 0 ? await readCaseFacts(tx, ids) : new Map();
      return placed.map(({ event, place }): Past => {
        return { event, place, happening: happeningOf(event, facts.get(caseOf(event) ?? '')) };
      });
    });
    if (page.length > 0) yield page;
    if (page.length < size) return;
    count += page.length;
    before = page.at(-1)?.place;
  }
}
