import {
  modeOf,
  PERSON_CHANNELS,
  type Preferences,
  type SubscriptionFilter,
} from '../../actors/contracts/people.ts';
import { takes } from '../../actors/contracts/subscription-match.ts';
import type { FeedPlace } from '../../db/events/feed.ts';
import { readPerson } from '../../db/people/read.ts';
import { keyset } from '../http/pagination.ts';
import { notFound } from '../problems/problem.ts';
import { backtestSubscription } from './backtest.ts';
import { type Read, readPast } from './past.ts';
import type { PreviewPage, PreviewSubscription } from './schemas.ts';

/** Events looked at in one request, so that no question costs more than it may. */
const EXAMINED = 2_000;
const DAY_MS = 24 * 3_600_000;
/** Not `summary.generated`: whether one would be told hangs on sentences that may have been withdrawn since. The schemas say so. */
const TYPES = [
  'movement.detected',
  'movement.corrected',
  'movement.withdrawn',
  'movement.restored',
  'process.closed',
  'process.reopened',
  'process.updated',
  'webhook.failing',
  'webhook.disabled',
  'webhook.expired',
  'channel.disabled',
  'person.erased',
];

/**
 * What a subscription would have taken of what has happened, judged as the notifier judges, newest first; the first page also says what it
 * would have sent.
 * @throws Problem invalid-cursor, not-found
 */
export async function previewSubscription(
  read: Read,
  wanted: PreviewSubscription,
  now: number,
): Promise<PreviewPage> {
  const { include = {}, exclude = {}, channels = [], personId, days = 90, limit = 50, cursor } = wanted;
  const keys = keyset(['text', 'integer'], { include, exclude, personId, days });
  const after = keys.after(cursor);
  const before = after && { xid: after[0].replaceAll(/\D/g, ''), position: Number(after[1]) };
  const preferences = await preferencesOf(read, personId);
  const since = new Date(now - days * DAY_MS);
  const filters = { include, exclude } as { include: SubscriptionFilter; exclude: SubscriptionFilter };
  const data: PreviewPage['data'] = [];
  let examined = 0;
  let last: FeedPlace | undefined;
  let more = false;
  const pages = readPast(read, { before, since, types: TYPES, limit: EXAMINED });
  for await (const { event, place, happening } of each(pages)) {
    more = data.length >= limit;
    if (more) break;
    examined++;
    last = place;
    if (!happening || !takes(filters, happening)) continue;
    const { eventClass, process } = happening;
    data.push({
      eventId: event.id,
      at: event.recordedAt,
      class: eventClass,
      text: happening.text,
      processId: process?.id ?? null,
      number: process?.number ?? null,
      tribunal: happening.tribunal,
      modes: Object.fromEntries(
        PERSON_CHANNELS.map((channel) => [channel, modeOf(preferences, channel, eventClass)]),
      ),
    });
  }
  more ||= examined === EXAMINED;
  const backtested = { ...filters, channels, personId, since, types: TYPES };
  return {
    data,
    examined,
    // Of the whole time, so once and with the first page.
    sent: cursor === undefined ? await backtestSubscription(read, backtested, new Date(now)) : null,
    nextCursor: more && last ? keys.cursor([last.xid, last.position]) : null,
  };
}

async function* each<T>(pages: AsyncIterable<readonly T[]>): AsyncGenerator<T> {
  for await (const page of pages) yield* page;
}

async function preferencesOf(read: Read, personId: string | undefined): Promise<Preferences> {
  if (personId === undefined) return {};
  const person = await read((tx) => readPerson(tx, personId));
  if (!person) throw notFound('person');
  return person.preferences;
}
