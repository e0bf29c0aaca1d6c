import pino from 'pino';
import { Registry } from 'prom-client';
import { createPool } from '../../../db/pool.ts';
import { createRuntimeMetrics } from '../metrics.ts';
import { openBroker } from '../nats/connection.ts';
import { createIntake } from '../nats/intake.ts';
import { createRoad } from '../nats/road.ts';
import { startWorker } from '../worker.ts';
import { ledger } from './ledger-actor.ts';

// A worker of the ledger as a process of its own, to be killed and stopped by tests.
// Argument: {runtime, app, nats, owner, leaseTtlMs}. Tells what it counts on stdout, a line of JSON whenever it changes.
const given = JSON.parse(process.argv[2] ?? '{}') as Record<'runtime' | 'app' | 'nats' | 'owner', string> & {
  leaseTtlMs?: number;
};
const log = pino({ level: process.env.LOG_LEVEL ?? 'silent' }, process.stderr);
const pool = (url: string, max: number) =>
  createPool({ url, name: given.owner, max, onError: (error) => log.warn(error) });
const runtime = pool(given.runtime, 6);
const app = pool(given.app, 2);
const broker = openBroker({ url: given.nats, name: given.owner, inboxPrefix: '_INBOX_worker', log });
const metrics = createRuntimeMetrics(new Registry());
const worker = startWorker({
  actor: ledger,
  runtime,
  app,
  road: createRoad(broker),
  intake: createIntake({ broker, replicas: 1, log }),
  log,
  metrics,
  owner: given.owner,
  leaseTtlMs: given.leaseTtlMs,
});

const total = async (metric: 'fenced' | 'conflicts' | 'handled') =>
  (await metrics[metric].get()).values.reduce((sum, { value }) => sum + value, 0);
let told = '';
setInterval(async () => {
  const [fenced, conflicts, handled] = await Promise.all([
    total('fenced'),
    total('conflicts'),
    total('handled'),
  ]);
  const rss = process.memoryUsage.rss();
  const line = JSON.stringify({ held: worker.held.size, fenced, conflicts, handled });
  if (line !== told) process.stdout.write(`${JSON.stringify({ ...JSON.parse(line), rss })}\n`);
  told = line;
}, 50);

process.on('SIGTERM', async () => {
  await worker.stop();
  await broker.close();
  process.exit(0);
});
