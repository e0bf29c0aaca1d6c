import { type FeedPlace, feedEnd, readFeed } from '../../../db/events/feed.ts';
import type { TenantTx } from '../../../db/tenant.ts';
import type { EventEnvelope, MovementFact } from '../../contracts/events.ts';
import type { ScheduleTrigger } from '../../contracts/reports.ts';

const PAGE = 500;
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
): Promise<{ processIds: (string | null)[]; place: FeedPlace; more: boolean }> {
  if (!place) return { processIds: [], place: await feedEnd(tx), more: false };
  const types = trigger.events.filter((type) => !type.endsWith('.*'));
  const families = trigger.events.filter((type) => type.endsWith('.*')).map((type) => type.slice(0, -2));
  const page = await readFeed(tx, place, { types, families }, PAGE);
  const fitting = page.events.filter((event) => isImportant(event, trigger.minImportance));
  const ids = fitting.map((event) => (event.aggregate === 'process' ? event.aggregateId : null));
  return { processIds: [...new Set(ids)], place: page.next, more: page.more };
}

function isImportant(event: EventEnvelope, least: ByEvent['minImportance']): boolean {
  const { movement } = event.data as { movement?: MovementFact };
  if (!least || !movement) return true;
  return RANKS.indexOf(movement.importance) >= RANKS.indexOf(least);
}
