import type { Logger } from 'pino';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { type Broker, openBroker } from '../actors/runtime/nats/connection.ts';
import { createEventSignal } from '../actors/runtime/nats/event-signal.ts';
import { createRoad } from '../actors/runtime/nats/road.ts';
import { createOutbox } from '../actors/runtime/outbox.ts';
import { createPool } from '../db/pool.ts';
import type { ApiParts } from './deps.ts';
import type { ApiEnvironment } from './environment.ts';
import { sweepRateWindows } from './rate/limiter.ts';
import { type RunningApi, serveApi } from './serve.ts';

const SWEEP_EVERY_MS = 10 * 60_000;

/** What the API cannot make itself: it knows no actor's inside. */
export type StartParts = Pick<
  ApiParts,
  | 'webhookKeys'
  | 'openCaseLink'
  | 'openMessageLink'
  | 'signCaseLink'
  | 'refuseWebhookUrl'
  | 'sealDatajudKey'
  | 'sealConnection'
  | 'reports'
  | 'templates'
> & {
  log: Logger;
};

type Pools = Required<Pick<ApiParts, 'pool' | 'reads'>>;

/** The whole API of one process: pools, broker, app, socket. `stop` ends them in the reverse order. */
export function startApi(env: ApiEnvironment, parts: StartParts): RunningApi {
  const { log } = parts;
  const onError = (error: Error) => log.warn({ err: error }, 'a database connection failed');
  const pool = createPool({
    url: env.DATABASE_APP_URL,
    name: 'lux-api',
    max: env.DATABASE_POOL_SIZE,
    onError,
  });
  const reads = createPool({
    url: env.DATABASE_APP_URL,
    name: 'lux-api-read',
    max: env.DATABASE_READ_POOL_SIZE,
    onError,
  });
  const broker = openBroker({ url: env.NATS_API_URL, name: 'api', inboxPrefix: '_INBOX_api', log });
  const close = () => Promise.all([broker.close(), pool.end(), reads.end()]);
  let api: RunningApi;
  try {
    api = serve(env, parts, { pool, reads }, broker);
  } catch (error) {
    // Most likely the port is taken; what was opened for it must not keep the process alive.
    void close();
    throw error;
  }
  const sweep = setInterval(() => void sweepRateWindows(pool, Date.now()).catch(onError), SWEEP_EVERY_MS);
  let stopped: Promise<void> | undefined;
  async function stop(): Promise<void> {
    clearInterval(sweep);
    await api.stop();
    await close();
  }
  return {
    ...api,
    stop() {
      stopped ??= stop();
      return stopped;
    },
  };
}

function serve(env: ApiEnvironment, parts: StartParts, pools: Pools, broker: Broker): RunningApi {
  const { pool } = pools;
  const metrics = new Registry();
  collectDefaultMetrics({ register: metrics });
  return serveApi({
    ...parts,
    host: env.HOST,
    port: env.PORT,
    publicUrl: env.PUBLIC_URL,
    webhookDays: env.WEBHOOK_RETENTION_DAYS,
    caseUrl: env.CASE_PAGE_URL ?? null,
    trustedProxies: env.TRUSTED_PROXIES,
    shutdownMs: env.SHUTDOWN_SECONDS * 1_000,
    ...pools,
    outbox: createOutbox({ pool, road: createRoad(broker), maxWaiting: env.MAX_WAITING_MESSAGES }),
    isRoadUp: () => broker.connected,
    eventSignal: createEventSignal(broker),
    secret: new TextEncoder().encode(env.API_SECRET),
    metrics,
    limits: {
      tenant: { name: 'tenant', limit: env.RATE_LIMIT_PER_MINUTE, windowSeconds: 60 },
      address: { name: 'address', limit: env.RATE_LIMIT_ANONYMOUS_PER_MINUTE, windowSeconds: 60 },
      login: { name: 'login', limit: env.LOGIN_ATTEMPTS_PER_5_MINUTES, windowSeconds: 300 },
    },
  });
}
