import type { Happening } from '../contracts/happening.ts';
import type { PersonChannel, SubscriptionFilter } from '../contracts/people.ts';
import { takes } from '../contracts/subscription-match.ts';
import type { Candidate } from './decide.ts';

/** What a person wants to be told of; no channels are all. */
export interface Wanted {
  include: SubscriptionFilter;
  exclude: SubscriptionFilter;
  channels: readonly PersonChannel[];
}

/** What several subscriptions take goes where any of them wants it; one that names no channel wants all. */
export function candidatesOf(
  personId: string,
  happenings: readonly Happening[],
  subscriptions: readonly Wanted[],
): Candidate[] {
  return happenings.flatMap((happening) => {
    if (happening.addressees)
      return happening.addressees.includes(personId) ? [{ happening, channels: [] }] : [];
    if (happening.concerns.includes(personId)) return [{ happening, channels: [] }];
    const taking = subscriptions.filter((one) => takes(one, happening));
    if (taking.length === 0) return [];
    const all = taking.some(({ channels }) => channels.length === 0);
    return [{ happening, channels: all ? [] : [...new Set(taking.flatMap(({ channels }) => channels))] }];
  });
}
