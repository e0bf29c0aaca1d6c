import type { CaseFacts } from '../../../db/webhooks/recipients.ts';
import type { EventEnvelope } from '../../contracts/events.ts';
import { caseOf, happeningOf } from '../../contracts/happening.ts';
import type { SubscriptionFilter } from '../../contracts/people.ts';
import { takes } from '../../contracts/subscription-match.ts';

interface Filters {
  personId: string;
  include: SubscriptionFilter;
  exclude: SubscriptionFilter;
}

/** Who is to be told of which events, in the order of the events: whom they name, or whose subscription takes them. */
export function hearers(
  events: readonly EventEnvelope[],
  subscriptions: readonly Filters[],
  cases: ReadonlyMap<string, CaseFacts>,
): Map<string, string[]> {
  const heard = new Map<string, string[]>();
  for (const event of events) {
    const happening = happeningOf(event, cases.get(caseOf(event) ?? ''));
    if (!happening) continue;
    const takers = subscriptions.flatMap((one) => (takes(one, happening) ? one.personId : []));
    const people = new Set([...(happening.addressees ?? takers), ...happening.concerns]);
    for (const personId of people) heard.set(personId, [...(heard.get(personId) ?? []), event.id]);
  }
  return heard;
}
