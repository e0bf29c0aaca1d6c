import type { Logger } from 'pino';
import { AggregatorRegistry, type MetricObjectWithValues, type MetricValue } from 'prom-client';
import { CHANNEL_NAMES } from '../actors/contracts/channel/declared.ts';
import type { FromThread, ToThread } from './entry.ts';

/** Kinds of actors and channels that a supervisor runs, each in a thread of its own. */
export const THREADS = [
  'process-monitor',
  'datajud-fetcher',
  'notifier',
  'ai-summarizer',
  'report-renderer',
  'relay',
  ...CHANNEL_NAMES,
] as const;

/** What runs in a thread: the adapters are one file, which is told the channel. */
function entryOf(name: string): { file: string; argv: string[] } {
  const isChannel = CHANNEL_NAMES.some((channel) => channel === name);
  return isChannel ? { file: './channel.ts', argv: [name] } : { file: `./${name}.ts`, argv: [] };
}

export interface Supervisor {
  readonly threads: readonly string[];
  /** Resolves when every thread has started its work. */
  ready: Promise<void>;
  /** Metrics of all threads in Prometheus text. */
  metrics(): Promise<string>;
  /** Hands everything over; threads that do not end in time are ended. */
  stop(): Promise<void>;
}

export interface SupervisorOptions {
  /** The variables of workers/environment.ts. */
  env: Record<string, string>;
  log: Logger;
  /** A thread's log line, JSON. */
  onLog: (line: string) => void;
  threads?: readonly string[];
}

const RESTART_MS = { first: 200, max: 10_000 };
/** A thread that ran so long before it ended did not fail at its start. */
const HEALTHY_MS = 30_000;
const STOP_MS = 3_000;
const METRICS_MS = 2_000;

type ThreadMetrics = MetricObjectWithValues<MetricValue<string>>[];

interface Thread {
  name: string;
  worker: Worker | undefined;
  ready: PromiseWithResolvers<void>;
  stopped: PromiseWithResolvers<void>;
  waiting: Map<number, (metrics: ThreadMetrics) => void>;
  failures: number;
}

/** Runs every worker kind as a Bun worker thread and starts one again when it ends by itself. */
export function startSupervisor(options: SupervisorOptions): Supervisor {
  const { log } = options;
  const threads = (options.threads ?? THREADS).map((name): Thread => {
    const thread = {
      name,
      worker: undefined,
      ready: Promise.withResolvers<void>(),
      stopped: Promise.withResolvers<void>(),
      waiting: new Map(),
      failures: 0,
    };
    launch(thread);
    return thread;
  });
  let stopping = false;
  let questions = 0;

  function launch(thread: Thread): void {
    const startedAt = performance.now();
    const { file, argv } = entryOf(thread.name);
    const worker = new Worker(new URL(file, import.meta.url).href, {
      argv,
      env: options.env,
      name: thread.name,
    } as WorkerOptions);
    thread.worker = worker;
    let ended = false;
    worker.onmessage = ({ data }: MessageEvent<FromThread>) => {
      if (data.say === 'ready') thread.ready.resolve();
      else if (data.say === 'stopped') thread.stopped.resolve();
      else if (data.say === 'log') options.onLog(data.line);
      else thread.waiting.get(data.id)?.(data.metrics as ThreadMetrics);
    };
    const onEnd = (reason: unknown) => {
      if (ended) return;
      ended = true;
      worker.terminate();
      thread.stopped.resolve();
      if (stopping) return;
      thread.failures = performance.now() - startedAt > HEALTHY_MS ? 1 : thread.failures + 1;
      const wait = Math.min(RESTART_MS.max, RESTART_MS.first * 2 ** (thread.failures - 1));
      log.error(
        { thread: thread.name, reason, restartInMs: wait },
        'a worker thread ended; starting it again',
      );
      setTimeout(() => {
        if (stopping) return;
        thread.stopped = Promise.withResolvers();
        launch(thread);
      }, wait);
    };
    worker.onerror = (event) => onEnd(event.message);
    worker.addEventListener('close', (event) => onEnd(`exit code ${(event as CloseEvent).code}`));
  }

  return {
    threads: threads.map((t) => t.name),
    ready: Promise.all(threads.map((t) => t.ready.promise)).then(() => {}),
    async metrics() {
      const answers = await Promise.all(threads.map((t) => ask(t, ++questions)));
      return AggregatorRegistry.aggregate(answers).metrics();
    },
    async stop() {
      stopping = true;
      for (const { worker } of threads) worker?.postMessage({ say: 'stop' } satisfies ToThread);
      await Promise.race([Promise.all(threads.map((t) => t.stopped.promise)), Bun.sleep(STOP_MS)]);
      for (const { worker } of threads) worker?.terminate();
    },
  };
}

function ask(thread: Thread, id: number): Promise<ThreadMetrics> {
  return new Promise((resolve) => {
    const done = (metrics: ThreadMetrics) => {
      clearTimeout(timer);
      thread.waiting.delete(id);
      resolve(metrics);
    };
    // A thread that does not answer is missing from the metrics, which is what an alarm looks for.
    const timer = setTimeout(() => done([]), METRICS_MS);
    thread.waiting.set(id, done);
    thread.worker?.postMessage({ say: 'metrics', id } satisfies ToThread);
  });
}
