import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import { aiSummarizer } from '../actors/contracts/ai-summarizer.ts';
import { reportRenderer } from '../actors/contracts/report-renderer.ts';
import { createRuntimeMetrics } from '../actors/runtime/metrics.ts';
import { openBroker } from '../actors/runtime/nats/connection.ts';
import { createIntake } from '../actors/runtime/nats/intake.ts';
import { serveOps } from '../actors/runtime/nats/ops.ts';
import { createRoad } from '../actors/runtime/nats/road.ts';
import { createQueueGauges } from '../actors/runtime/queue-gauges.ts';
import { registerKind } from '../actors/runtime/register-kind.ts';
import { startWorker } from '../actors/runtime/worker.ts';
import { failJob } from '../db/jobs/finish.ts';
import { createPool, isUnavailable } from '../db/pool.ts';
import { version } from '../package.json';
import type { WorkerEnvironment } from './environment.ts';
import { BESIDE, KINDS } from './kinds.ts';

export interface RunningKind {
  /** Hands over and closes within about two seconds. */
  stop(): Promise<void>;
}

/** Commits, refills, leases and the ops service run beside each other. */
const RUNTIME_CONNECTIONS = 8;
const APP_CONNECTIONS = 8;
const TRY_AGAIN_MS = 1_000;

/**
 * Runs the actors of one kind in this process or thread: everything that it is made of, wired in one place.
 * @param make another actor than the product's of that kind
 */
export async function runKind(
  kind: string,
  env: WorkerEnvironment,
  log: Logger,
  registry: Registry,
  make = KINDS[kind],
): Promise<RunningKind> {
  if (!make) throw new Error(`there is no actor kind "${kind}"; known are ${Object.keys(KINDS).join(', ')}`);
  const onError = (error: unknown) => log.warn({ err: error }, 'a database connection failed');
  // Reports and summaries read lists of any filters; the others ask for rows by their keys.
  const plansOnce = kind !== reportRenderer.kind && kind !== aiSummarizer.kind;
  const runtime = createPool({
    url: env.DATABASE_RUNTIME_URL,
    name: `lux-${kind}`,
    max: RUNTIME_CONNECTIONS,
    byIndex: true,
    plansOnce,
    onError,
  });
  const app = createPool({
    url: env.DATABASE_APP_URL,
    name: `lux-${kind}-read`,
    max: APP_CONNECTIONS,
    byIndex: true,
    plansOnce,
    onError,
  });
  const broker = openBroker({ url: env.NATS_WORKER_URL, name: kind, inboxPrefix: '_INBOX_worker', log });

  await untilItWorks(log, () => registerKind(runtime, kind));
  const closes: (() => Promise<void>)[] = [];
  const actor = await make({
    env,
    runtime,
    broker,
    onError,
    log,
    onStop: (close) => void closes.push(close),
  });
  const road = createRoad(broker);
  const worker = startWorker({
    actor,
    runtime,
    app,
    road,
    intake: createIntake({ broker, replicas: env.NATS_REPLICAS, log }),
    log,
    metrics: createRuntimeMetrics(registry),
    owner: `${kind}-${crypto.randomUUID().slice(0, 8)}`,
    // What went wrong is in the dead letters: it is for operators, and in English.
    failJob: async (tx, jobId) => {
      await failJob(tx, jobId, {
        message: 'O trabalho não pôde ser concluído e foi registrado para análise.',
        fix: 'Tente de novo em alguns minutos. Se persistir, informe ao suporte o id deste trabalho.',
      });
    },
  });
  const beside = BESIDE[kind]?.({ env, runtime, broker, road, log });
  const ops = serveOps({ broker, worker, actor, pool: runtime, version, log });
  createQueueGauges(registry, runtime, kind, onError);
  return {
    async stop() {
      await Promise.all([ops.stop(), worker.stop(), beside?.stop()]);
      await Promise.all(closes.map((close) => close()));
      await broker.close();
      await Promise.all([runtime.end(), app.end()]);
    },
  };
}

/** A worker may start before its database does. */
async function untilItWorks(log: Logger, work: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isUnavailable(error)) throw error;
      log.warn({ err: error }, 'Postgres cannot be reached yet');
      await Bun.sleep(TRY_AGAIN_MS);
    }
  }
}
