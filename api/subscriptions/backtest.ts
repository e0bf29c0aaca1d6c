import { CHANNEL_NAMES } from '../../actors/contracts/channel/declared.ts';
import { caseOf, type Happening, happeningOf } from '../../actors/contracts/happening.ts';
import { PERSON_CHANNELS } from '../../actors/contracts/people.ts';
import { createBacktest, type Turn } from '../../actors/telling/backtest.ts';
import type { Wanted } from '../../actors/telling/candidates.ts';
import type { Circumstances } from '../../actors/telling/decide.ts';
import { USUAL_PERSON } from '../../actors/telling/person.ts';
import { routesOf } from '../../actors/telling/routes.ts';
import { type PlacedEvent, readBackFrom } from '../../db/events/back-from.ts';
import { readPersonLane } from '../../db/people/lane.ts';
import type { TenantTx } from '../../db/tenant.ts';
import { readCaseFacts } from '../../db/webhooks/recipients.ts';
import { notFound } from '../problems/problem.ts';
import type { PreviewSent } from './schemas.ts';

/** Of one question; of a firm with more the newest are judged. */
const EXAMINED = 10_000;
const AT_ONCE = 2_000;
const TURNS_AT_ONCE = 100;

/**
 * What a subscription would have sent: its messages by channel, and what was held, gathered or told before. With a person, by their
 * hours, preferences and channels of today.
 * @throws Problem not-found (the person)
 */
export async function backtestSubscription(
  tx: TenantTx,
  wanted: Wanted & { personId: string | undefined; since: Date; types: readonly string[] },
  now: Date,
): Promise<PreviewSent> {
  const circumstances = await circumstancesOf(tx, wanted.personId);
  const { placed, isCut } = await readNewest(tx, wanted.since, wanted.types);
  const lane = createBacktest(circumstances, [wanted]);
  for (const [i, turn] of (await turnsOf(tx, placed)).entries()) {
    lane.take(turn);
    // Others want their answers meanwhile.
    if (i % TURNS_AT_ONCE === 0) await Bun.sleep(0);
  }
  const { messages, channels } = lane.end(now);
  const first = placed.at(-1)?.event.recordedAt;
  return {
    since: isCut && first ? first : wanted.since.toISOString(),
    examined: placed.length,
    messages,
    channels: Object.fromEntries(channels),
  };
}

async function circumstancesOf(
  tx: TenantTx,
  personId: string | undefined,
): Promise<Pick<Circumstances, 'person' | 'channels'>> {
  if (personId === undefined)
    return { person: USUAL_PERSON, channels: new Map(PERSON_CHANNELS.map((name) => [name, undefined])) };
  const lane = await readPersonLane(tx, personId);
  if (!lane) throw notFound('person');
  // Which channels the platform itself serves only its workers know; who is linked there was served.
  const platform = CHANNEL_NAMES.map((channel) => ({ id: `platform-${channel}`, channel, status: 'active' }));
  const { channels } = routesOf(lane.links, lane.connections, platform);
  // When somebody was muted in the past nobody knows any more.
  return { person: { ...lane.person, mutedUntil: null }, channels };
}

/** Newest first. */
async function readNewest(
  tx: TenantTx,
  since: Date,
  types: readonly string[],
): Promise<{ placed: PlacedEvent[]; isCut: boolean }> {
  const placed: PlacedEvent[] = [];
  for (;;) {
    const rows = await readBackFrom(tx, placed.at(-1)?.place, since, types, AT_ONCE);
    placed.push(...rows);
    if (rows.length < AT_ONCE) return { placed, isCut: false };
    if (placed.length >= EXAMINED) return { placed, isCut: true };
  }
}

/** What one transaction wrote is told in one turn, oldest first. */
async function turnsOf(tx: TenantTx, placed: readonly PlacedEvent[]): Promise<Turn[]> {
  const facts = await readCaseFacts(
    tx,
    placed.map(({ event }) => event.id),
  );
  const turns = new Map<string, { at: Date; happenings: Happening[] }>();
  let latest = new Date(0);
  for (const { event, place } of placed.toReversed()) {
    const happening = happeningOf(event, facts.get(caseOf(event) ?? ''));
    if (!happening) continue;
    const recordedAt = new Date(event.recordedAt);
    if (recordedAt > latest) latest = recordedAt;
    const turn = turns.get(place.xid) ?? { at: latest, happenings: [] };
    turns.set(place.xid, turn);
    turn.happenings.push(happening);
  }
  return [...turns.values()];
}
