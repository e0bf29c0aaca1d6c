import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import type { Connection } from '../../../actors/contracts/channels.ts';
import type { SealingKeys } from '../../../actors/contracts/sealing.ts';
import { followChannels } from '../../../actors/runtime/nats/bridge/channels.ts';
import { createInbox } from '../../../actors/runtime/nats/bridge/inbound.ts';
import { createMemory } from '../../../actors/runtime/nats/bridge/memory.ts';
import {
  ACK_WAIT_MS,
  consumeOutbound,
  type OutboundConsumer,
} from '../../../actors/runtime/nats/bridge/outbound.ts';
import { serveBridge } from '../../../actors/runtime/nats/bridge/service.ts';
import { openBroker } from '../../../actors/runtime/nats/connection.ts';
import type { Channel, Limits } from './channel.ts';
import { createClaims } from './claims.ts';
import { createConnections, type Held } from './connections.ts';
import { createDelivery } from './deliver.ts';
import { createIntake } from './intake.ts';
import { createLanes, type Lanes } from './lanes.ts';
import { holdLease } from './lease.ts';
import { listenWhileLeading } from './listen.ts';
import { createBridgeMetrics } from './metrics.ts';
import { createRates, perSecond } from './rates.ts';
import { type Item, sendOnce } from './send.ts';
import { serveWebhooks } from './webhook-server.ts';

export interface BridgeOptions {
  channel: Channel;
  /** Of the channel's own user. */
  natsUrl: string;
  keys: SealingKeys;
  /** Where providers' webhooks are answered; undefined: nowhere. */
  listen: { hostname: string; port: number } | undefined;
  /** What the world reaches `listen` as; undefined: not at all. */
  publicUrl: string | undefined;
  version: string;
  log: Logger;
  registry: Registry;
}

export interface RunningBridge {
  /** Where providers reach it; undefined when they do not. */
  readonly port: number | undefined;
  /** Ends what is under way and gives the rest back, within about two seconds. */
  stop(): Promise<void>;
}

const END_WITHIN_MS = 1_800;

/** An adapter: everything that it is made of, wired in one place. */
export async function runBridge(options: BridgeOptions): Promise<RunningBridge> {
  const { channel, log } = options;
  const owner = `${channel.name}-${crypto.randomUUID().slice(0, 8)}`;
  const inboxPrefix = `_INBOX_bridge-${channel.name}`;
  const broker = openBroker({ url: options.natsUrl, name: `bridge-${channel.name}`, inboxPrefix, log });
  const metrics = createBridgeMetrics(options.registry, channel.name);
  const inbox = createInbox(broker, channel.name);
  const memory = createMemory(broker, channel.name);
  const claims = createClaims(memory, owner, channel.settleMs);
  const deliver = createDelivery({ inbox, memory, metrics, settle: claims.settle });
  const ending = new AbortController();
  const open = new Map<string, { held: Held; lanes: Lanes<Item>; limits: Limits }>();

  const webhookUrl = ({ id }: Connection) =>
    options.publicUrl && `${options.publicUrl.replace(/\/$/, '')}/${channel.name}/${encodeURIComponent(id)}`;
  const connections = createConnections({
    channel,
    keys: options.keys,
    log,
    parts: (told) => ({
      webhookUrl: webhookUrl(told),
      memory,
      deliver: (received) => deliver(told, received),
    }),
    onOpen: addLanes,
    onClose: async ({ told }) => {
      listeners.close(told.id);
      const ended = open.get(told.id);
      open.delete(told.id);
      if (ended) await emptyLanes(ended.lanes);
    },
  });
  const intake = createIntake({
    channel: channel.name,
    connections,
    lanesOf: (id) => open.get(id)?.lanes,
    paceOf: (id) => perSecond(open.get(id)?.limits.overall),
    everyMsOf: (id, to) => 1_000 / perSecond(open.get(id)?.limits.chat(to)),
    inbox,
    metrics,
    log,
  });

  function addLanes(held: Held): void {
    const { told, line } = held;
    if (!line) return;
    const limits = channel.limits(told.settings);
    const parts = { line, version: told.version, claims, inbox, metrics, ending: ending.signal, log };
    const lanes = createLanes<Item>(
      createRates(limits.overall, limits.chat),
      limits.underWay,
      async (item) => {
        const ran = await sendOnce(item, parts);
        if (ran === 'done') intake.ended(item);
        return ran;
      },
    );
    open.set(told.id, { held, lanes, limits });
    listeners.open(told.id, line);
  }

  async function emptyLanes(lanes: Lanes<Item>): Promise<void> {
    intake.closing(lanes.items());
    for (const item of await lanes.stop(END_WITHIN_MS)) intake.giveBack(item);
  }

  // New ones at each change: who leads from now on does not know what was sent just before.
  function renewLanes(): void {
    for (const { held, lanes } of [...open.values()]) {
      void emptyLanes(lanes);
      addLanes(held);
    }
  }

  let consumer: OutboundConsumer | undefined;
  const listeners = listenWhileLeading(log);
  const lease = holdLease({
    memory,
    owner,
    log,
    onChange(leading) {
      consumer?.stop();
      renewLanes();
      listeners.lead(leading);
      consumer = leading
        ? consumeOutbound({ broker, channel: channel.name, log, take: intake.take, onAnew: intake.anew })
        : undefined;
    },
  });
  const following = followChannels({
    broker,
    channel: channel.name,
    inboxPrefix,
    log,
    tell: connections.tell,
    onOpen: () => void inbox.hello().catch((error) => log.warn({ err: error }, 'nobody heard the greeting')),
  });
  const server =
    options.listen &&
    serveWebhooks({ channel: channel.name, ...options.listen, connections, deliver, metrics, log });
  const own = await channel.serve?.({
    memory,
    deliver: (id, received) => deliver({ id }, received),
    refused: metrics.refused,
    log,
  });
  const beat = setInterval(() => {
    const held = [...open.values()].flatMap(({ lanes }) => [...lanes.items()]);
    for (const { delivery } of held) delivery.working();
    metrics.state({ connections: open.size, held: held.length });
  }, ACK_WAIT_MS / 4);
  const service = serveBridge({
    broker,
    channel: channel.name,
    version: options.version,
    description: channel.description,
    owner,
    log,
    status: () => ({
      owner,
      sends: lease.leading,
      connections: [...connections.all()].map(({ told, line, problem }) => ({
        id: told.id,
        tenant: told.tenant ?? null,
        version: told.version,
        status: told.status,
        open: line !== undefined,
        problem: problem ?? null,
        waiting: waitingIn(open.get(told.id)?.lanes),
      })),
    }),
  });

  let stopping: Promise<void> | undefined;
  async function stop(): Promise<void> {
    consumer?.stop();
    following.stop();
    listeners.lead(false);
    await Promise.all([server?.stop(), own?.stop()]);
    setTimeout(() => ending.abort(), END_WITHIN_MS);
    await connections.close();
    clearInterval(beat);
    await Promise.race([Promise.all([lease.release(), service.stop()]), Bun.sleep(END_WITHIN_MS)]);
    await broker.close();
  }

  return {
    port: (server ?? own)?.port,
    stop() {
      stopping ??= stop();
      return stopping;
    },
  };
}

function waitingIn(lanes: Lanes<Item> | undefined): number {
  return lanes ? lanes.sizeOf('answer') + lanes.sizeOf('notice') : 0;
}
