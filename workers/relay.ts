import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import { askToClear } from '../actors/notifier/webhook/ask-to-clear.ts';
import { openBroker } from '../actors/runtime/nats/connection.ts';
import { createEventPublisher } from '../actors/runtime/nats/publish-events.ts';
import { sweepStrays } from '../actors/runtime/nats/sweep-strays.ts';
import { startRelay } from '../actors/runtime/relay.ts';
import { sweepExpired } from '../actors/runtime/sweep.ts';
import { createPool } from '../db/pool.ts';
import { runEntry } from './entry.ts';
import type { WorkerEnvironment } from './environment.ts';
import type { RunningKind } from './run-kind.ts';

const STRAYS_MS = 10_000;
const EXPIRED_MS = 10 * 60_000;
const WEBHOOKS_MS = 3_600_000;

await runEntry('relay', runRelay);

/** Copies the event store to the EVENTS stream, and sweeps. Any number may run; one of them works. */
async function runRelay(env: WorkerEnvironment, log: Logger, registry: Registry): Promise<RunningKind> {
  const pool = createPool({
    url: env.DATABASE_RUNTIME_URL,
    name: 'lux-relay',
    max: 3,
    onError: (error) => log.warn({ err: error }, 'a database connection failed'),
  });
  const broker = openBroker({ url: env.NATS_WORKER_URL, name: 'relay', inboxPrefix: '_INBOX_worker', log });
  const relay = startRelay({
    pool,
    publish: createEventPublisher(broker, env.NATS_REPLICAS),
    owner: `relay-${crypto.randomUUID().slice(0, 8)}`,
    log,
    registry,
    chores: [
      {
        name: 'strays',
        everyMs: STRAYS_MS,
        async run() {
          const count = await sweepStrays(broker, pool);
          if (count > 0) log.warn({ count }, 'messages that nobody consumes went to the dead letters');
        },
      },
      {
        name: 'expired',
        everyMs: EXPIRED_MS,
        async run() {
          log.info(await sweepExpired(pool), 'swept what has expired');
        },
      },
      {
        name: 'webhooks',
        everyMs: WEBHOOKS_MS,
        async run() {
          const endpoints = await askToClear(pool, env.WEBHOOK_RETENTION_DAYS);
          if (endpoints > 0) log.info({ endpoints }, 'endpoints are to clear old deliveries');
        },
      },
    ],
  });
  return {
    async stop() {
      await relay.stop();
      await broker.close();
      await pool.end();
    },
  };
}
