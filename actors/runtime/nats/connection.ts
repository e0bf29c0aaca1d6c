import { connect, type NatsConnection } from 'nats';
import type { Logger } from 'pino';

/** A connection to the broker that outlives the broker. Nothing waits for it: with NATS away everything goes on, slower. */
export interface Broker {
  /** undefined until the first connection. */
  readonly connection: NatsConnection | undefined;
  readonly connected: boolean;
  /** Called after each (re)connection. */
  onConnected(listener: () => void): void;
  close(): Promise<void>;
}

export interface BrokerOptions {
  /** `nats://user:password@host:port`, several separated by commas. */
  url: string;
  /** Shown by `nats server report connections`. */
  name: string;
  inboxPrefix: string;
  log: Logger;
}

const FIRST_TRY_MS = 500;

/** Connects in the background and for ever. */
export function openBroker(options: BrokerOptions): Broker {
  const { log } = options;
  const listeners: (() => void)[] = [];
  let connection: NatsConnection | undefined;
  let connected = false;
  let closed = false;

  function announce(): void {
    connected = true;
    for (const listener of listeners) listener();
  }

  async function open(): Promise<void> {
    while (!closed) {
      try {
        connection = await connect({
          ...credentials(options.url),
          name: options.name,
          inboxPrefix: options.inboxPrefix,
          maxReconnectAttempts: -1,
          reconnectTimeWait: 250,
          timeout: 5_000,
          pingInterval: 10_000,
          maxPingOut: 2,
        });
        if (closed) return await connection.close();
        void watch(connection);
        announce();
        return;
      } catch (error) {
        log.warn({ err: error }, 'NATS cannot be reached yet; messages go through Postgres meanwhile');
        await new Promise((resolve) => setTimeout(resolve, FIRST_TRY_MS));
      }
    }
  }

  async function watch(nc: NatsConnection): Promise<void> {
    for await (const status of nc.status()) {
      if (status.type === 'disconnect') {
        connected = false;
        log.warn('NATS disconnected; messages go through Postgres meanwhile');
      } else if (status.type === 'reconnect') {
        log.info('NATS connected again');
        announce();
      } else if (status.type === 'error') {
        log.warn({ data: status.data }, 'NATS reported an error');
      }
    }
    connected = false;
  }

  void open();
  return {
    get connection() {
      return connection;
    },
    get connected() {
      return connected && !closed;
    },
    onConnected(listener) {
      listeners.push(listener);
      if (connected) listener();
    },
    async close() {
      closed = true;
      connected = false;
      if (!connection || connection.isClosed()) return;
      // Draining flushes the last acknowledgements; a broker that is away must not hold up the end.
      await Promise.race([connection.drain(), new Promise((resolve) => setTimeout(resolve, 500))]);
      if (!connection.isClosed()) await connection.close();
    },
  };
}

/** Addresses and user of a NATS URL. */
export function credentials(url: string): { servers: string[]; user?: string; pass?: string } {
  const urls = url.split(',').map((text) => new URL(text.trim()));
  const first = urls[0];
  return {
    servers: urls.map((u) => u.host),
    user: first?.username ? decodeURIComponent(first.username) : undefined,
    pass: first?.password ? decodeURIComponent(first.password) : undefined,
  };
}
