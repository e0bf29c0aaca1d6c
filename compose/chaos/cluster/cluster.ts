import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { ObjectStore } from '../../../actors/contracts/object-store.ts';
import { createDirectoryStore } from '../../../actors/report-renderer/store/directory.ts';
import { type Sandbox, startSandbox } from '../../datajud-sandbox/server.ts';
import { createTeardown } from '../../stack/teardown.ts';
import { createLinks, type Links } from '../network/links.ts';
import { type ChaosDatabase, startDatabase, via } from './database.ts';
import { type NatsCluster, natsUrl, startNatsCluster } from './nats-cluster.ts';
import { createPorts } from './port.ts';
import { createProgram, type Program } from './program.ts';
import { SLOTS } from './slots.ts';

/** A whole installation on one machine, each part a process of its own, each link between two parts a thing that can break. */
export interface Cluster {
  readonly database: ChaosDatabase;
  readonly nats: NatsCluster;
  readonly sandbox: Sandbox;
  readonly programs: readonly Program[];
  readonly links: Links;
  /** Of the API's processes. */
  readonly apiUrls: readonly string[];
  /** Where a program's metrics are, by its name. */
  readonly metricsUrls: ReadonlyMap<string, string>;
  /** Where reports lie. */
  readonly objects: ObjectStore;
  readonly logDir: string;
  stop(): Promise<void>;
}

export interface ClusterOptions {
  /** Emptied at the end. */
  dir: string;
  logDir: string;
  /** How many of each worker kind. */
  workers: number;
  random: () => number;
  say: (line: string) => void;
}

const COURTS = ['tjsp', 'tjrj', 'tjmg', 'tjrs', 'trf4', 'trt2'];
const STOP_MS = 300_000;

/** Courts are asked every few seconds, and move every few seconds: an hour of the world in a minute. */
const PACE = {
  DATAJUD_REQUESTS_PER_MINUTE: '100000',
  DATAJUD_REQUESTS_PER_DAY: '100000000',
  DATAJUD_MIN_INTERVAL_SECONDS: '3',
  DATAJUD_MAX_INTERVAL_SECONDS: '5',
  DATAJUD_CLOSED_INTERVAL_SECONDS: '10',
};

export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const { dir, logDir, say } = options;
  const teardown = createTeardown(say, STOP_MS);
  const links = createLinks(options.random);
  const nextPort = createPorts();
  teardown.add('the links', links.close);
  try {
    // One after the other: while initdb runs nothing passes the links.
    const database = await startDatabase(dir, await nextPort());
    teardown.add('Postgres', database.stop);
    const sandbox = await startSandbox({ generate: { courts: COURTS, casesPerCourt: 0, oddities: 0 } });
    teardown.add('the sandbox', sandbox.stop);
    const nats = await startNatsCluster(dir, nextPort, links.open);
    teardown.add('NATS', nats.stop);
    await untilTrue(nats.hasLeader);
    const sealingKey = randomBytes(32);
    const secrets = {
      API_SECRET: randomBytes(32).toString('base64'),
      SEALING_KEYS: `k1:${sealingKey.toString('base64')}`,
    };
    const objectsDir = join(dir, 'objects');
    const apiPorts = [await nextPort(), await nextPort()];
    const metricsUrls = new Map<string, string>();
    const programs: Program[] = [];
    for (const { role, script, count, connections } of SLOTS) {
      for (let n = 1; n <= (count ?? options.workers); n++) {
        const name = `${role}-${n}`;
        const postgres = await links.open(`${name} > postgres`, database.postgres.port);
        const nodes = [];
        for (const [i, node] of nats.nodes.entries())
          nodes.push((await links.open(`${name} > nats-${i + 1}`, node.port)).port);
        const datajud = await links.open(`${name} > datajud`, sandbox.port);
        const isApi = role === 'api';
        const metricsPort = isApi ? (apiPorts[n - 1] ?? 0) : await nextPort();
        metricsUrls.set(name, `http://127.0.0.1:${metricsPort}/metrics`);
        const env: Record<string, string> = {
          ...PACE,
          ...secrets,
          ...connections,
          DATABASE_APP_URL: via(database.urls.app, postgres.port),
          DATABASE_RUNTIME_URL: via(database.urls.runtime, postgres.port),
          NATS_REPLICAS: '3',
          NATS_API_URL: natsUrl(nats.passwords, 'api', nodes),
          NATS_WORKER_URL: natsUrl(nats.passwords, 'worker', nodes),
          DATAJUD_URL: `http://127.0.0.1:${datajud.port}`,
          DATAJUD_KEY: sandbox.key,
          WEBHOOK_ALLOW_NETWORKS: '127.0.0.0/8',
          WEBHOOK_ALLOW_HTTP: 'true',
          PUBLIC_URL: `http://127.0.0.1:${apiPorts[0]}`,
          OBJECT_STORE_DIR: objectsDir,
          LOG_LEVEL: 'info',
          CHAOS_CLOCK: clockFile(logDir, name),
          ...(isApi ? { PORT: String(metricsPort) } : { METRICS_PORT: String(metricsPort) }),
        };
        const program = createProgram({ name, role, script, env, logDir, preload: CLOCK });
        programs.push(program);
        teardown.add(name, program.stop);
      }
    }
    // One after the other would take its time: each compiles itself first.
    await Promise.all(programs.map((program) => program.start()));
    const apiUrls = apiPorts.map((port) => `http://127.0.0.1:${port}`);
    for (const url of apiUrls) await untilTrue(async () => (await fetch(`${url}/health/ready`)).ok);
    return {
      database,
      nats,
      sandbox,
      programs,
      links,
      apiUrls,
      metricsUrls,
      objects: createDirectoryStore({ root: objectsDir }),
      logDir,
      stop: async () => void (await teardown.run()),
    };
  } catch (error) {
    await teardown.run();
    throw error;
  }
}

/** Milliseconds by which a program's calendar clock is off. */
export function clockFile(logDir: string, program: string): string {
  return join(logDir, `${program}.clock`);
}

const CLOCK = join('compose', 'chaos', 'nemeses', 'clock', 'moved-clock.ts');
const START_MS = 300_000;

async function untilTrue(probe: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + START_MS;
  for (;;) {
    const well = await probe().catch(() => false);
    if (well) return;
    if (performance.now() > deadline) throw new Error('the cluster did not come up within five minutes');
    await Bun.sleep(100);
  }
}
