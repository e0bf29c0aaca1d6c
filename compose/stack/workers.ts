import type { Logger } from 'pino';
import { CHANNEL_NAMES } from '../../actors/contracts/channel/declared.ts';
import { BridgeEnvironment, natsVariable } from '../../workers/bridge-environment.ts';
import { WorkerEnvironment } from '../../workers/environment.ts';
import { type Supervisor, startSupervisor } from '../../workers/supervisor.ts';
import type { BridgePorts } from './bridge-ports.ts';
import type { BrokerUrls } from './broker.ts';
import { type Environment, SANDBOX_PACE } from './environment.ts';
import { bridgeRole } from './nats-permissions.ts';
import { onPort } from './on-port.ts';
import type { Say } from './say.ts';
import type { Teardown } from './teardown.ts';

export type WorkerNeeds = {
  databaseAppUrl: string;
  databaseRuntimeUrl: string;
  broker: BrokerUrls;
  datajudUrl: string;
  datajudKey: string;
  /** Whether DataJud is our sandbox, whose courts move every few seconds. */
  sandbox: boolean;
  sealingKeys: string;
  publicUrl: string;
  objects: string;
  /** Of the adapters. */
  ports: BridgePorts;
  log: Logger;
  /** A log line of a worker thread, JSON. */
  onLog: (line: string) => void;
};

/** Runs every worker kind as a thread of this process, and serves their metrics. @returns where the metrics are */
export async function startWorkers(
  env: Environment,
  needs: WorkerNeeds,
  say: Say,
  teardown: Teardown,
): Promise<string> {
  const supervisor = startSupervisor({
    env: threadVariables(env, needs),
    log: needs.log.child({ process: 'supervisor' }),
    onLog: needs.onLog,
  });
  teardown.add('the workers', supervisor.stop);
  await supervisor.ready;
  const metrics = await onPort(env, 'METRICS_PORT', 'metrics', say, (port) => serveMetrics(supervisor, port));
  teardown.add("the workers' metrics", () => metrics.stop(true));
  say(`workers ${supervisor.threads.join(', ')}; metrics on port ${metrics.port}`);
  return `http://127.0.0.1:${metrics.port}/metrics`;
}

/** The variables of workers and adapters, as a process that runs one kind alone would be given them. */
export function threadVariables(env: Environment, needs: WorkerNeeds): Record<string, string> {
  const values: Record<string, unknown> = {
    ...(needs.sandbox ? SANDBOX_PACE : {}),
    ...env,
    DATABASE_APP_URL: needs.databaseAppUrl,
    DATABASE_RUNTIME_URL: needs.databaseRuntimeUrl,
    NATS_WORKER_URL: needs.broker.worker,
    ...Object.fromEntries(CHANNEL_NAMES.map((name) => [natsVariable(name), needs.broker[bridgeRole(name)]])),
    ...needs.ports,
    DATAJUD_URL: needs.datajudUrl,
    DATAJUD_KEY: needs.datajudKey,
    SEALING_KEYS: needs.sealingKeys,
    PUBLIC_URL: needs.publicUrl,
    OBJECT_STORE_DIR: env.OBJECT_STORE_DIR ?? needs.objects,
    // Threads answer the supervisor, who serves the metrics of all.
    METRICS_PORT: 0,
  };
  const names = Object.keys({ ...WorkerEnvironment.properties, ...BridgeEnvironment.properties });
  return Object.fromEntries(
    names.filter((name) => values[name] !== undefined).map((name) => [name, String(values[name])]),
  );
}

function serveMetrics(supervisor: Supervisor, port: number) {
  return Bun.serve({
    port,
    hostname: '127.0.0.1',
    async fetch(request) {
      if (new URL(request.url).pathname !== '/metrics') return new Response(null, { status: 404 });
      return new Response(await supervisor.metrics(), {
        headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' },
      });
    },
  });
}
