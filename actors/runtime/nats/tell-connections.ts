import type { Logger } from 'pino';
import type { Connection } from '../../contracts/channels.ts';
import { channelSubject } from '../../contracts/subjects.ts';
import type { Broker } from './connection.ts';
import { ensureStreams } from './streams.ts';

const AGAIN_MS = 1_000;

/** Puts connections on CHANNELS, now and after each reconnection; makes the stream when it is missing. */
export function tellConnections(options: {
  broker: Broker;
  replicas: number;
  connections: readonly Connection[];
  log: Logger;
}): void {
  const { broker, log } = options;

  async function tell(): Promise<void> {
    const nc = broker.connection;
    if (!nc || !broker.connected) return;
    try {
      await ensureStreams(await nc.jetstreamManager(), options.replicas);
      for (const connection of options.connections)
        await nc
          .jetstream()
          .publish(channelSubject(connection.channel, connection.id), JSON.stringify(connection));
    } catch (error) {
      log.warn({ err: error }, 'the adapters cannot be told of the connections yet');
      setTimeout(tell, AGAIN_MS);
    }
  }

  broker.onConnected(() => void tell());
}
