import { CHANNEL_NAMES } from '../../actors/contracts/channel/declared.ts';
import type { Happening } from '../../actors/contracts/happening.ts';
import { EVENTS_AT_ONCE } from '../../actors/contracts/notifier.ts';
import { PERSON_CHANNELS } from '../../actors/contracts/people.ts';
import { createBacktest, type Turn } from '../../actors/telling/backtest.ts';
import type { Wanted } from '../../actors/telling/candidates.ts';
import type { Circumstances } from '../../actors/telling/decide.ts';
import { USUAL_PERSON } from '../../actors/telling/person.ts';
import { routesOf } from '../../actors/telling/routes.ts';
import { readPersonLane } from '../../db/people/lane.ts';
import { notFound } from '../problems/problem.ts';
import { type Past, type Read, readPast } from './past.ts';
import { createPause } from './pause.ts';
import type { PreviewSent } from './schemas.ts';

/** Of one question; of a firm with more the newest are judged. */
const EXAMINED = 10_000;

/**
 * What a subscription would have sent: its messages by channel, and what was held, gathered or told before. With a person, by their
 * hours, preferences and channels of today. Others have their turn between its pieces.
 * @throws Problem not-found (the person)
 */
export async function backtestSubscription(
  read: Read,
  wanted: Wanted & { personId: string | undefined; since: Date; types: readonly string[] },
  now: Date,
): Promise<PreviewSent> {
  const { since, types } = wanted;
  const circumstances = await circumstancesOf(read, wanted.personId);
  const pause = createPause();
  const past: Past[] = [];
  for await (const page of readPast(read, { since, types, limit: EXAMINED })) {
    past.push(...page);
    await pause();
  }
  const lane = createBacktest(circumstances, [wanted]);
  for (const turn of turnsOf(past)) for (const _piece of lane.take(turn)) await pause();
  for (const _piece of lane.pass(now)) await pause();
  const { messages, channels } = lane.result();
  const first = past.at(-1)?.event.recordedAt;
  return {
    since: past.length === EXAMINED && first ? first : since.toISOString(),
    examined: past.length,
    messages,
    channels: Object.fromEntries(channels),
  };
}

async function circumstancesOf(
  read: Read,
  personId: string | undefined,
): Promise<Pick<Circumstances, 'person' | 'channels'>> {
  if (personId === undefined)
    return { person: USUAL_PERSON, channels: new Map(PERSON_CHANNELS.map((name) => [name, undefined])) };
  const lane = await read((tx) => readPersonLane(tx, personId));
  if (!lane) throw notFound('person');
  // Which channels the platform itself serves only its workers know; who is linked there was served.
  const platform = CHANNEL_NAMES.map((channel) => ({ id: `platform-${channel}`, channel, status: 'active' }));
  const { channels } = routesOf(lane.links, lane.connections, platform);
  // When somebody was muted in the past nobody knows any more.
  return { person: { ...lane.person, mutedUntil: null }, channels };
}

/** What one transaction wrote is told in one turn, oldest first; of very much, in as many as a lane is told it in. */
function turnsOf(past: readonly Past[]): Turn[] {
  const turns: { at: Date; happenings: Happening[] }[] = [];
  const begun = new Map<string, { at: Date; happenings: Happening[] }>();
  let latest = new Date(0);
  for (const { event, place, happening } of past.toReversed()) {
    if (!happening) continue;
    const recordedAt = new Date(event.recordedAt);
    if (recordedAt > latest) latest = recordedAt;
    let turn = begun.get(place.xid);
    if (!turn || turn.happenings.length === EVENTS_AT_ONCE) {
      turn = { at: turn?.at ?? latest, happenings: [] };
      turns.push(turn);
      begun.set(place.xid, turn);
    }
    turn.happenings.push(happening);
  }
  return turns;
}
