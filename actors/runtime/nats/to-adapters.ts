import { ErrorCode, headers } from 'nats';
import type { Broker } from './connection.ts';
import { ensureStreams } from './streams.ts';

/** The way to the processes outside that carry messages to people. */
export interface ToAdapters {
  /** False while the broker is known to be away. */
  readonly ready: boolean;
  /**
   * Resolves when the broker has it.
   * @throws TooLargeForBroker when it never will; Error when it has not: try again later, under the same id
   */
  publish(subject: string, id: string, body: unknown): Promise<void>;
}

export class TooLargeForBroker extends Error {
  override name = 'TooLargeForBroker';
}

const ACK_MS = 5_000;

/** Publishes to streams and waits for the broker's word; makes them when they are missing. */
export function createToAdapters(broker: Broker, replicas: number): ToAdapters {
  const encoder = new TextEncoder();
  return {
    get ready() {
      return broker.connected;
    },
    async publish(subject, id, body) {
      const nc = broker.connection;
      if (!nc || !broker.connected) throw new Error('NATS is not connected');
      const head = headers();
      head.set('Nats-Msg-Id', id);
      const put = () =>
        nc
          .jetstream()
          .publish(subject, encoder.encode(JSON.stringify(body)), { headers: head, timeout: ACK_MS });
      try {
        await put();
      } catch (error) {
        const { code = '' } = error as { code?: string };
        if (code === ErrorCode.MaxPayloadExceeded) throw new TooLargeForBroker(subject, { cause: error });
        // Somebody deleted the stream, or it was never made; see publish-events.ts.
        if (!['503', 'TIMEOUT'].includes(code)) throw error;
        await ensureStreams(await nc.jetstreamManager(), replicas);
        await put();
      }
    },
  };
}
