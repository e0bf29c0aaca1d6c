import pino from 'pino';
import { Registry } from 'prom-client';
import { createPool } from '../../../db/pool.ts';
import { createRuntimeMetrics } from '../../runtime/metrics.ts';
import { openBroker } from '../../runtime/nats/connection.ts';
import { createIntake } from '../../runtime/nats/intake.ts';
import { createRoad } from '../../runtime/nats/road.ts';
import { createToAdapters } from '../../runtime/nats/to-adapters.ts';
import { registerKind } from '../../runtime/register-kind.ts';
import { startWorker } from '../../runtime/worker.ts';
import { createNotifier } from '../actor.ts';
import { parseSealingKeys } from '../webhook/seal.ts';
import { loopbackEgress } from './loopback-egress.ts';
import { TEST_LINKS } from './report-links.ts';

// A notifier as a process of its own, to be killed by tests. Argument: {runtime, app, nats, owner, keys}.
const given = JSON.parse(process.argv[2] ?? '{}') as Record<
  'runtime' | 'app' | 'nats' | 'owner' | 'keys',
  string
>;
const log = pino({ level: process.env.LOG_LEVEL ?? 'silent' }, process.stderr);
const pool = (url: string, max: number) =>
  createPool({ url, name: given.owner, max, onError: (error) => log.warn(error) });
const runtime = pool(given.runtime, 6);
const broker = openBroker({ url: given.nats, name: given.owner, inboxPrefix: '_INBOX_worker', log });
await registerKind(runtime, 'notifier');
startWorker({
  actor: createNotifier({
    egress: loopbackEgress(),
    sealingKeys: parseSealingKeys(given.keys),
    publicUrl: 'https://lux.example',
    adapters: createToAdapters(broker, 1),
    reportLinks: TEST_LINKS,
  }),
  runtime,
  app: pool(given.app, 4),
  road: createRoad(broker),
  intake: createIntake({ broker, replicas: 1, log }),
  log,
  metrics: createRuntimeMetrics(new Registry()),
  owner: given.owner,
  leaseTtlMs: 1_000,
});
