import { TypeCompiler } from '@sinclair/typebox/compiler';
import type { Logger } from 'pino';
import { type Connection, Outbound } from '../../../actors/contracts/channels.ts';
import { isReplyId } from '../../../actors/contracts/people.ts';
import type { Inbox } from '../../../actors/runtime/nats/bridge/inbound.ts';
import type { OutboundDelivery } from '../../../actors/runtime/nats/bridge/outbound.ts';
import type { Connections } from './connections.ts';
import { createDeferred } from './deferred.ts';
import { SendFailure } from './failures.ts';
import type { Kind, Lanes } from './lanes.ts';
import type { BridgeMetrics } from './metrics.ts';
import { failedReceipt, type Item } from './send.ts';

/** Messages of one connection and kind that wait here; further ones wait at the broker, so that a storm of one firm fills nothing. */
const MAX_OF_CONNECTION = 300;
const MAX_OF_CHAT = 20;
/** A connection that is not known may be told in a moment. */
const UNKNOWN_HOLD_MS = 1_000;
const UNKNOWN_UNTIL_MS = 60_000;
const AWAY_HOLD_MS = 500;
/** Behind one that is about to come. */
const SOON_MS = 100;

export interface Intake {
  take(delivery: OutboundDelivery): Promise<void>;
  /** It has been answered for. */
  ended(item: Item): void;
  /** Their lanes close: what follows in their chats waits until they have ended or come again. */
  closing(items: Iterable<Item>): void;
  /** Back to the broker, to come again at once. */
  giveBack(item: Item): void;
  /** The broker delivers everything again, from the first on. */
  anew(): void;
}

const isOutbound = TypeCompiler.Compile(Outbound);

/** Judges what the platform sends, and puts it into the lanes of its connection. */
export function createIntake(options: {
  channel: string;
  connections: Connections;
  lanesOf: (connection: string) => Lanes<Item> | undefined;
  /** Messages a second that the connection gets rid of. */
  paceOf: (connection: string) => number;
  /** Milliseconds that a chat of the connection takes for one message. */
  everyMsOf: (connection: string, to: string) => number;
  inbox: Inbox;
  metrics: BridgeMetrics;
  log: Logger;
}): Intake {
  const { connections, inbox, metrics, log } = options;
  const here = new Map<string, Item>();
  const firstSeen = new Map<string, number>();
  /** The place in time that the next deferred message of a connection and kind is given. */
  const slots = new Map<string, number>();
  const deferred = createDeferred();

  async function take(delivery: OutboundDelivery): Promise<void> {
    const read = readOutbound(delivery.body);
    if (!('outbound' in read)) {
      log.error({ tenant: delivery.tenant, problem: read.problem }, 'an outbound message makes no sense');
      if (read.id && read.connection)
        await refuse(delivery, read.id, read.connection, 'malformed', read.problem);
      else delivery.ack();
      return;
    }
    const { outbound } = read;
    const already = here.get(outbound.id);
    if (already) {
      // What waits may not be said any more as it was: a case was sealed meanwhile.
      if (delivery.position > already.delivery.position) already.outbound = read.outbound;
      // The newest delivery is the one that counts for the broker.
      already.delivery = delivery;
      return;
    }
    const held = connections.get(outbound.connection);
    const foreign = held && !mayUse(held.told, outbound.tenant);
    if (foreign || outbound.tenant !== delivery.tenant)
      return refuse(
        delivery,
        outbound.id,
        outbound.connection,
        'foreign-connection',
        'The connection is not that firm’s.',
      );
    if (held?.told.status === 'removed' || held?.problem) {
      deferred.end(chatOf(outbound), delivery.position);
      const detail = held.problem ?? 'The connection was removed.';
      return refuse(
        delivery,
        outbound.id,
        outbound.connection,
        'connection-unusable',
        detail,
        'disable-connection',
      );
    }
    const lanes = held?.line && options.lanesOf(outbound.connection);
    if (!lanes) return waitForConnection(delivery, outbound);
    firstSeen.delete(outbound.id);
    const { to } = outbound.address;
    const kind = kindOf(outbound);
    const isFull = lanes.sizeOf(kind) >= MAX_OF_CONNECTION || lanes.waitingOf(to, kind) >= MAX_OF_CHAT;
    if (isFull || deferred.isBehind(chatOf(outbound), delivery.position)) {
      metrics.deferred();
      return defer(delivery, outbound, isFull ? slotOf(outbound.connection, kind) : SOON_MS);
    }
    deferred.end(chatOf(outbound), delivery.position);
    const item: Item = { outbound, delivery, attempts: 0, since: 0 };
    here.set(outbound.id, item);
    lanes.add(to, item, kind);
  }

  function slotOf(connection: string, kind: Kind): number {
    const queue = `${connection} ${kind}`;
    const now = performance.now();
    const pace = options.paceOf(connection);
    const full = now + (MAX_OF_CONNECTION / 2 / pace) * 1_000;
    const slot = Math.max(slots.get(queue) ?? 0, full);
    slots.set(queue, slot + 1_000 / pace);
    return slot - now;
  }

  function defer(delivery: OutboundDelivery, outbound: Outbound, afterMs: number): void {
    const everyMs = options.everyMsOf(outbound.connection, outbound.address.to);
    delivery.hold(deferred.defer(chatOf(outbound), delivery.position, afterMs, everyMs));
  }

  async function waitForConnection(delivery: OutboundDelivery, outbound: Outbound): Promise<void> {
    const since = firstSeen.get(outbound.id) ?? performance.now();
    firstSeen.set(outbound.id, since);
    if (performance.now() - since < UNKNOWN_UNTIL_MS) return defer(delivery, outbound, UNKNOWN_HOLD_MS);
    firstSeen.delete(outbound.id);
    deferred.end(chatOf(outbound), delivery.position);
    const detail = 'The connection is paused, or this adapter has not been told of it.';
    await refuse(delivery, outbound.id, outbound.connection, 'connection-away', detail, 'retry');
  }

  async function refuse(
    delivery: OutboundDelivery,
    id: string,
    connection: string,
    code: string,
    detail: string,
    decision: 'terminal' | 'retry' | 'disable-connection' = 'terminal',
  ): Promise<void> {
    const failure = new SendFailure(
      decision,
      code,
      detail,
      decision === 'retry' ? { retryAfterMs: 60_000 } : {},
    );
    metrics.sent(decision);
    const version = connections.get(connection)?.told.version;
    try {
      const receipt = failedReceipt(id, failure, version);
      await inbox.receipt(connection, receipt, `${id}:refused:${code}:${version}`);
      delivery.ack();
    } catch (error) {
      log.warn({ err: error }, 'the platform cannot be told now');
      delivery.hold(AWAY_HOLD_MS);
    }
  }

  return {
    take,
    ended({ outbound, delivery }) {
      here.delete(outbound.id);
      deferred.end(chatOf(outbound), delivery.position);
    },
    closing(items) {
      for (const { outbound, delivery } of items)
        deferred.defer(chatOf(outbound), delivery.position, SOON_MS, 0);
    },
    giveBack({ outbound, delivery }) {
      here.delete(outbound.id);
      delivery.hold(deferred.defer(chatOf(outbound), delivery.position, 1, 0));
    },
    anew: deferred.clear,
  };
}

/** What is in order: the answers in a chat, and the notices. */
function chatOf(outbound: Outbound): string {
  return `${outbound.connection} ${kindOf(outbound)} ${outbound.address.to}`;
}

function kindOf({ id }: Outbound): Kind {
  return isReplyId(id) ? 'answer' : 'notice';
}

function mayUse(connection: Connection, tenant: string): boolean {
  return connection.tenant === undefined || connection.tenant === tenant;
}

type Read = { outbound: Outbound } | { problem: string; id?: string; connection?: string };

function readOutbound(body: string): Read {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return { problem: 'it is no JSON' };
  }
  if (isOutbound.Check(value)) return { outbound: value };
  const first = isOutbound.Errors(value).First();
  const given = (name: string) => {
    const text = (value as Record<string, unknown> | null)?.[name];
    // A token of a subject: nothing else can be told to the platform.
    return typeof text === 'string' && /^[A-Za-z0-9_-]{1,200}$/.test(text) ? text : undefined;
  };
  return { problem: `${first?.path} ${first?.message}`, id: given('id'), connection: given('connection') };
}
