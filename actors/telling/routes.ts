import { CHANNEL_NAMES } from '../contracts/channel/declared.ts';
import type { PersonChannel } from '../contracts/people.ts';
import type { Unreachable } from './person.ts';

/** Where a message on a channel goes. */
export interface Route {
  linkId: string | null;
  connectionId: string | null;
  address: string | null;
}

/** How a person can be reached. */
export interface Routes {
  /** Every channel, and what is wrong with it. */
  channels: Map<PersonChannel, Unreachable | undefined>;
  routes: Map<PersonChannel, Route>;
}

/** A person's address on a channel; without a connection it goes over whichever there is. */
export interface KnownLink {
  id: string;
  channel: PersonChannel;
  connectionId: string | null;
  address: string | null;
}

/** Used when it is `active`. */
export interface KnownConnection {
  id: string;
  channel: string;
  status: string;
}

/**
 * The ways to a person: the inbox always; a channel with the newest active link, over the connection that knows its address,
 * else over the firm's, else over the platform's.
 */
export function routesOf(
  links: readonly KnownLink[],
  own: readonly KnownConnection[],
  platform: readonly KnownConnection[],
): Routes {
  const known: KnownConnection[] = [...own, ...platform];
  const usable = known.filter(({ status }) => status === 'active');
  const channels: Routes['channels'] = new Map([['inbox', undefined]]);
  const routes: Routes['routes'] = new Map([['inbox', { linkId: null, connectionId: null, address: null }]]);
  for (const channel of CHANNEL_NAMES) {
    const mine = links.filter((link) => link.channel === channel);
    const found = mine.flatMap((link) => {
      const connection = usable.find(({ id, channel: of }) =>
        link.connectionId === null ? of === channel : id === link.connectionId,
      );
      return connection ? { linkId: link.id, connectionId: connection.id, address: link.address } : [];
    })[0];
    channels.set(channel, found ? undefined : mine.length > 0 ? 'no-connection' : 'no-link');
    if (found) routes.set(channel, found);
  }
  return { channels, routes };
}

/** The first way that was not tried yet, the inbox last; undefined when all were. */
export function nextChannel({ routes }: Routes, tried: readonly PersonChannel[]): PersonChannel | undefined {
  const open = [...routes.keys()].filter((channel) => !tried.includes(channel));
  return open.find((channel) => channel !== 'inbox') ?? open[0];
}
