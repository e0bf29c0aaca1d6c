import { type FeedPlace, feedEnd, readFeed } from '../../../db/events/feed.ts';
import type { TenantTx } from '../../../db/tenant.ts';
import type { EventEnvelope, MovementFact } from '../../contracts/events.ts';
import type { ScheduleTrigger } from '../../contracts/reports.ts';

const PAGE = 500;
/** What is beyond so many pages waits for the next look. */
const PAGES = 20;
const RANKS = ['low', 'medium', 'high', 'critical'];

type ByEvent = Extract<ScheduleTrigger, { events: string[] }>;

/**
 * Cases about which something happened since the feed was last looked at, of the kind that a schedule waits for; `null`
 * stands for an event of no case. A schedule that has not looked yet begins with what is to come.
 */
export async function dueEvents(
  tx: TenantTx,
  trigger: ByEvent,
  place: FeedPlace | null,
): Promise<{ processIds: (string | null)[]; place: FeedPlace }> {
  if (!place) return { processIds: [], place: await feedEnd(tx) };
  const types = trigger.events.filter((type) => !type.endsWith('.*'));
  const families = trigger.events.filter((type) => type.endsWith('.*')).map((type) => type.slice(0, -2));
  const ids = new Set<string | null>();
  let next = place;
  for (let pages = 1; ; pages++) {
    const page = await readFeed(tx, next, { types, families }, PAGE);
    next = page.next;
    for (const event of page.events)
      if (isImportant(event, trigger.minImportance))
        ids.add(event.aggregate === 'process' ? event.aggregateId : null);
    if (!page.more || pages === PAGES) return { processIds: [...ids], place: next };
  }
}

function isImportant(event: EventEnvelope, least: ByEvent['minImportance']): boolean {
  const { movement } = event.data as { movement?: MovementFact };
  if (!least || !movement) return true;
  return RANKS.indexOf(movement.importance) >= RANKS.indexOf(least);
}
