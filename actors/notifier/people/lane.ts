import { readWithSentences } from '../../../db/ai/with-sentences.ts';
import { readEvents } from '../../../db/events/by-id.ts';
import { type PersonLane, readPersonLane } from '../../../db/people/lane.ts';
import { nameOf } from '../../../db/people/successor.ts';
import type { TenantTx } from '../../../db/tenant.ts';
import { readCaseFacts } from '../../../db/webhooks/recipients.ts';
import { caseOf, type Happening, happeningOf, namedIn } from '../../contracts/happening.ts';
import { type Routes, routesOf } from '../../telling/routes.ts';
import type { NotifierParts } from '../parts.ts';
import type { Template } from './words/template.ts';

/** What a turn of a person's lane works with. */
export interface LaneView extends PersonLane {
  routes: Routes;
  /** The firm's own words in the person's language, by name. */
  ownTemplates: Map<string, Template>;
}

export async function readLaneView(
  parts: NotifierParts,
  tx: TenantTx,
  personId: string,
): Promise<LaneView | undefined> {
  const lane = await readPersonLane(tx, personId);
  if (!lane) return undefined;
  const ownTemplates = new Map(
    lane.templates.flatMap(({ name, title, body, html }) =>
      body === null ? [] : [[name, { title, body, html }] as const],
    ),
  );
  return { ...lane, ownTemplates, routes: routesOf(lane.links, lane.connections, parts.platformConnections) };
}

/**
 * What there is to tell of some events at once, in their order. Nobody has put a movement into words yet, so its sentences are not
 * looked for; those of a summary are.
 */
export async function readHappenings(tx: TenantTx, eventIds: readonly string[]): Promise<Happening[]> {
  const happenings = await readEventsOnly(tx, eventIds);
  const isPlain = happenings.every(({ answerId }) => answerId === null);
  return isPlain ? happenings : readWithSentences(tx, happenings);
}

/** The same for what is told some time after it happened: movements have the sentences that were written about them since. */
export async function readHappeningsLater(tx: TenantTx, eventIds: readonly string[]): Promise<Happening[]> {
  return readWithSentences(tx, await readEventsOnly(tx, eventIds));
}

async function readEventsOnly(tx: TenantTx, eventIds: readonly string[]): Promise<Happening[]> {
  const [events, facts] = await Promise.all([readEvents(tx, eventIds), readCaseFacts(tx, eventIds)]);
  const happenings = events.flatMap((event) => happeningOf(event, facts.get(caseOf(event) ?? '')) ?? []);
  return Promise.all(
    happenings.map(async (one) => {
      const event = events.find(({ id }) => id === one.eventId);
      const personId = event ? namedIn(event) : null;
      return personId === null ? one : named(tx, one, personId);
    }),
  );
}

/** Who takes over, or whose link ended, is told by the name that they have now: no event keeps one. */
async function named(tx: TenantTx, happening: Happening, personId: string): Promise<Happening> {
  const name = await nameOf(tx, personId);
  return name === undefined ? happening : { ...happening, text: `${happening.text}: ${name}` };
}
