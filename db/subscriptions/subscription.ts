import type { PersonChannel, SubscriptionFilter } from '../../actors/contracts/people.ts';

/** What a person wants to be told of. */
export interface Subscription {
  id: string;
  personId: string;
  name: string;
  include: SubscriptionFilter;
  exclude: SubscriptionFilter;
  /** Empty is every channel of the person. */
  channels: PersonChannel[];
  paused: boolean;
  createdAt: Date;
  updatedAt: Date;
  version: number;
}

/** The columns of `Subscription`, of a table called s. */
export const SUBSCRIPTION_COLUMNS = `s.id, s.person_id as "personId", s.name, s.include, s.exclude, s.channels, s.paused,
  s.created_at as "createdAt", s.updated_at as "updatedAt", s.version`;
