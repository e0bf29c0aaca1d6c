import type { Logger } from 'pino';
import { Registry } from 'prom-client';
import { parseNetworks } from '../../actors/notifier/webhook/egress/address.ts';
import { parseSealingKeys } from '../../actors/notifier/webhook/seal.ts';
import { openBroker } from '../../actors/runtime/nats/connection.ts';
import { createEventSignal } from '../../actors/runtime/nats/event-signal.ts';
import { createRoad } from '../../actors/runtime/nats/road.ts';
import { createOutbox } from '../../actors/runtime/outbox.ts';
import { createApi } from '../../api/app.ts';
import { createPool } from '../../db/pool.ts';
import type { Environment } from './environment.ts';
import { inboxPrefix } from './nats-permissions.ts';
import { onPort } from './on-port.ts';
import type { Say } from './say.ts';
import type { Teardown } from './teardown.ts';
import { webhookParts } from './webhook-parts.ts';

const CONNECTIONS = 20;
/** Waiting messages of one actor beyond which the API answers 429. */
const MAX_WAITING = 10_000;
// A receiver under test runs on this machine; metadata services stay refused whatever is allowed here.
const LOCAL_RECEIVERS = { allowHttp: true, allowNetworks: parseNetworks('127.0.0.0/8, ::1/128') };
/** Requests under way may end; streams (SSE) never would. */
const DRAIN_MS = 1_000;

export type ApiNeeds = {
  /** Role lux_app. */
  databaseUrl: string;
  brokerUrl: string;
  /** Base64, 32 bytes. */
  secret: string;
  /** Seals the secrets of webhook endpoints: `id:base64`, 32 bytes; the notifier opens them with the same. */
  sealingKeys: string;
  log: Logger;
};

/** Serves the API in this process. @returns its address */
export async function startApi(
  env: Environment,
  needs: ApiNeeds,
  say: Say,
  teardown: Teardown,
): Promise<string> {
  const log = needs.log.child({ process: 'api' });
  const onError = (error: Error) => log.warn({ err: error }, 'a database connection failed');
  const pool = createPool({ url: needs.databaseUrl, name: 'lux-api', max: CONNECTIONS, onError });
  const broker = openBroker({ url: needs.brokerUrl, name: 'api', inboxPrefix: inboxPrefix('api'), log });
  teardown.add("the API's connections", () => Promise.all([broker.close(), pool.end()]));

  let stopping = false;
  let app: ReturnType<typeof createApi> | undefined;
  const server = await onPort(env, 'PORT', 'API', say, (port) =>
    Bun.serve({
      port,
      hostname: env.HOST,
      idleTimeout: 120,
      fetch: (request) => app?.fetch(request) ?? new Response(null, { status: 503 }),
    }),
  );
  teardown.add('the API', async () => {
    stopping = true;
    const drained = server.stop();
    await Promise.race([drained, Bun.sleep(DRAIN_MS)]);
    await server.stop(true);
  });
  const url = `http://${reachable(env.HOST)}:${server.port}`;
  app = createApi({
    ...webhookParts(parseSealingKeys(needs.sealingKeys), LOCAL_RECEIVERS),
    pool,
    outbox: createOutbox({ pool, road: createRoad(broker), maxWaiting: MAX_WAITING }),
    isRoadUp: () => broker.connected,
    eventSignal: createEventSignal(broker),
    secret: Buffer.from(needs.secret, 'base64'),
    log,
    metrics: new Registry(),
    limits: {
      tenant: { name: 'tenant', limit: env.RATE_LIMIT_PER_MINUTE, windowSeconds: 60 },
      address: { name: 'address', limit: 300, windowSeconds: 60 },
      login: { name: 'login', limit: 10, windowSeconds: 300 },
    },
    publicUrl: (env.PUBLIC_URL ?? url).replace(/\/$/, ''),
    addressOf: (request) => server.requestIP(request)?.address ?? 'unknown',
    isStopping: () => stopping,
  });
  say(`API on port ${server.port}`);
  return url;
}

/** A host that a browser on this machine can be given; "all addresses" is none. */
function reachable(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}
