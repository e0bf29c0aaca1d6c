import type { Logger } from 'pino';
import { allConnections } from '../../../db/channels/connections.ts';
import { forgetPlatformBot } from '../../../db/channels/platform-bots.ts';
import type { Pool } from '../../../db/pool.ts';
import type { Connection } from '../../contracts/channels.ts';
import { channelSubject } from '../../contracts/subjects.ts';
import type { Broker } from '../../runtime/nats/connection.ts';
import { consumeInbound } from '../../runtime/nats/consume-inbound.ts';
import type { ToAdapters } from '../../runtime/nats/to-adapters.ts';
import type { Road } from '../../runtime/outbox.ts';
import { connectionOf } from '../people/deliver/connection.ts';
import { takeFromAdapters } from './take.ts';

export interface InboundOptions {
  /** Role lux_runtime. */
  pool: Pool;
  broker: Broker;
  replicas: number;
  road: Road;
  adapters: ToAdapters;
  platformConnections: readonly Connection[];
  log: Logger;
}

const AGAIN_MS = 2_000;

/**
 * Takes what adapters say, and tells them of every connection when one has started and when the broker is there again: it may
 * have lost what it knew.
 */
export function startInbound(options: InboundOptions): { stop(): Promise<void> } {
  const { pool, broker, road, log } = options;
  let stopped = false;

  async function tellAll(channel?: string): Promise<void> {
    const own = (await allConnections(pool)).map(connectionOf);
    const all = [...own, ...options.platformConnections];
    const wanted = all.filter((one) => channel === undefined || one.channel === channel);
    for (const one of wanted) {
      // Told again on purpose: the broker must not take it for what it has seen.
      const id = `${one.id}.${one.version}.${Date.now()}`;
      await options.adapters.publish(channelSubject(one.channel, one.id), id, one);
    }
  }

  async function keepTelling(channel?: string): Promise<void> {
    while (!stopped && broker.connected) {
      try {
        return await tellAll(channel);
      } catch (error) {
        log.warn({ err: error }, 'adapters could not be told of the connections; trying again');
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
      }
    }
  }

  async function forgetRemoved(): Promise<void> {
    for (const { id, status, version } of options.platformConnections)
      if (status === 'removed') await forgetPlatformBot(pool, id, version);
  }

  forgetRemoved().catch((error) =>
    log.warn({ err: error }, 'the name of a bot that is gone was not forgotten'),
  );
  broker.onConnected(() => void keepTelling());
  const consumer = consumeInbound({
    broker,
    replicas: options.replicas,
    log,
    async take(messages) {
      const { sent, hellos, later } = await takeFromAdapters(pool, messages);
      road.publish(sent);
      for (const channel of new Set(hellos)) void keepTelling(channel);
      return later;
    },
  });
  return {
    async stop() {
      stopped = true;
      await consumer.stop();
    },
  };
}
