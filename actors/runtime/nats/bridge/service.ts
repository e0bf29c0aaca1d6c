import type { Service } from 'nats';
import type { Logger } from 'pino';
import type { Broker } from '../connection.ts';

/** The adapter as a NATS micro service `lux-bridge-<channel>`: `nats micro ls|info|stats`, `nats req lux.ops.bridge-<channel>.status ''`. */
export function serveBridge(options: {
  broker: Broker;
  channel: string;
  version: string;
  description: string;
  owner: string;
  status: () => unknown;
  log: Logger;
}): { stop(): Promise<void> } {
  const { broker, channel, log } = options;
  let service: Promise<Service> | undefined;

  broker.onConnected(() => {
    const nc = broker.connection;
    // It survives reconnections by itself.
    if (!nc || service) return;
    service = nc.services.add({
      name: `lux-bridge-${channel}`,
      version: options.version,
      description: options.description,
      metadata: { owner: options.owner },
    });
    service
      .then((opened) =>
        opened.addEndpoint('status', {
          subject: `lux.ops.bridge-${channel}.status`,
          metadata: { description: 'Connections, what waits, who sends' },
          handler: (_, message) => void message.respond(JSON.stringify(options.status())),
        }),
      )
      .catch((error) => {
        service = undefined;
        log.warn({ err: error }, 'the operators’ service could not be opened; trying at the next connection');
      });
  });

  return {
    async stop() {
      await service?.then((opened) => opened.stop()).catch(() => {});
    },
  };
}
