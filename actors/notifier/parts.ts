import { type Static, Type } from '@sinclair/typebox';
import type { Connection } from '../contracts/channels.ts';
import type { ReportNews } from '../contracts/happening.ts';
import type { StateDefinition } from '../runtime/actor.ts';
import type { ActorContext } from '../runtime/context.ts';
import type { ToAdapters } from '../runtime/nats/to-adapters.ts';
import type { createRecentIds } from '../runtime/recent-ids.ts';
import type { Renderer } from './people/words/render.ts';
import type { Egress } from './webhook/egress/post.ts';
import { type EndpointHealth, HEALTHY, type HealthRules } from './webhook/health.ts';
import type { RetryPolicy } from './webhook/outcome.ts';
import type { SealingKeys } from './webhook/seal.ts';
import type { Throttle } from './webhook/throttle.ts';

/** What the notifier's handlers work with. */
export interface NotifierParts {
  egress: Egress;
  /** Open the secrets of endpoints, which the API sealed with the same. */
  sealingKeys: SealingKeys;
  /** Of the API, without a slash at the end: where an event is read. */
  publicUrl: string;
  /** How long a report that somebody asks for is kept. */
  reportDays: number;
  /** How long a delivery of a webhook is kept after its end, and how long it waits for a paused endpoint. */
  webhookDays: number;
  /** The way to the adapters of the channels. */
  adapters: ToAdapters;
  /** The platform's own connections, for firms that have none of their own. */
  platformConnections: readonly Connection[];
  renderer: Renderer;
  /** How a file of a report is linked to for who has no credentials, and for how long. */
  reportLinks: {
    link(tenant: string, reportId: string, file: ReportNews['files'][number], until: Date): string;
    seconds: number;
  };
  /** What the broker was given lately, by its ids, and how much of it is under way right after commits. */
  handedOver: { ids: ReturnType<typeof createRecentIds>; underWay: number };
  throttle: Throttle;
  retries: RetryPolicy;
  health: HealthRules;
  now: () => Date;
  /** In [0, 1). */
  random: () => number;
}

const Instant = Type.Union([Type.Null(), Type.Integer()]);

const PersonStateSchema = Type.Object({
  windows: Type.Record(Type.String(), Type.Integer()),
  bursts: Type.Record(Type.String(), Type.Object({ since: Type.Integer(), count: Type.Integer() })),
});

const ChatStateSchema = Type.Object({
  toldAt: Type.Optional(Type.Integer()),
  wrongCodes: Type.Optional(Type.Integer()),
  wrongSince: Type.Optional(Type.Integer()),
  helps: Type.Optional(Type.Integer()),
  helpedSince: Type.Optional(Type.Integer()),
});

/** Of the lane of an endpoint or a person; the firm's own actor (no key) keeps none. Times are Unix milliseconds. */
const LaneStateSchema = Type.Object({
  health: Type.Object({
    firstFailureAt: Instant,
    lastFailureAt: Instant,
    failures: Type.Integer(),
    failingSince: Instant,
    warnedAt: Instant,
  }),
  /** The receiver asked to be left alone until then. */
  heldUntil: Type.Integer(),
  /** Deliveries up to this position have been looked at: they are done, under way, or have an alarm set. */
  seenTo: Type.Integer(),
  /** Of a person's lane: what digests and storms are measured by. */
  person: Type.Optional(PersonStateSchema),
  /** Of a chat's lane: when its stranger was last told, wrong codes, and answers about the way in. */
  chat: Type.Optional(ChatStateSchema),
});

export type LaneState = Static<typeof LaneStateSchema>;
export type NotifierContext = ActorContext<LaneState>;

export const laneState: StateDefinition<typeof LaneStateSchema> = {
  schema: LaneStateSchema,
  version: 2,
  // The lanes of people are new; those of endpoints are as they were.
  upgrade: (stored) => stored as LaneState,
  initial: () => ({ health: storedHealth(HEALTHY), heldUntil: 0, seenTo: 0 }),
};

export function storedHealth(health: EndpointHealth): LaneState['health'] {
  const { firstFailureAt, lastFailureAt, failures, failingSince, warnedAt } = health;
  const ms = (date: Date | null) => date?.getTime() ?? null;
  return {
    firstFailureAt: ms(firstFailureAt),
    lastFailureAt: ms(lastFailureAt),
    failures,
    failingSince: ms(failingSince),
    warnedAt: ms(warnedAt),
  };
}

export function healthOf(stored: LaneState['health']): EndpointHealth {
  const { firstFailureAt, lastFailureAt, failures, failingSince, warnedAt } = stored;
  const date = (ms: number | null) => (ms === null ? null : new Date(ms));
  return {
    firstFailureAt: date(firstFailureAt),
    lastFailureAt: date(lastFailureAt),
    failures,
    failingSince: date(failingSince),
    warnedAt: date(warnedAt),
  };
}
