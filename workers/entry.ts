import type { Static, TObject } from '@sinclair/typebox';
import pino, { type Logger } from 'pino';
import { Registry } from 'prom-client';
import { EnvironmentError, parseEnvironment } from '../actors/runtime/environment.ts';
import { loggedError } from '../actors/runtime/errors.ts';
import { WorkerEnvironment } from './environment.ts';
import type { RunningKind } from './run-kind.ts';

/** What a supervisor says to a worker thread, and hears from it. */
export type ToThread = { say: 'stop' } | { say: 'metrics'; id: number };
export type FromThread =
  | { say: 'ready' }
  | { say: 'stopped' }
  | { say: 'log'; line: string }
  | { say: 'metrics'; id: number; metrics: unknown };

export type Run<Env = WorkerEnvironment> = (
  env: Env,
  log: Logger,
  registry: Registry,
) => Promise<RunningKind>;

type Common = Pick<WorkerEnvironment, 'LOG_LEVEL' | 'METRICS_PORT'>;

declare const self: Worker & { onmessage: ((event: MessageEvent<ToThread>) => void) | null };

/** The main of an entry file: under a supervisor a thread, by itself a process that ends on SIGTERM and SIGINT. */
export function runEntry(name: string, run: Run): Promise<void>;
export function runEntry<S extends TObject>(name: string, run: Run<Static<S>>, environment: S): Promise<void>;
export async function runEntry(
  name: string,
  run: Run<never>,
  environment: TObject = WorkerEnvironment,
): Promise<void> {
  const thread = !Bun.isMainThread;
  const registry = new Registry();
  const tell = (message: FromThread) => (thread ? self.postMessage(message) : undefined);
  try {
    const env = parseEnvironment(environment, process.env) as Common;
    const out = thread
      ? { write: (line: string) => tell({ say: 'log', line }) }
      : pino.destination({ sync: false });
    const base = { pid: process.pid, worker: name };
    const log = pino({ level: env.LOG_LEVEL, base, serializers: { err: loggedError } }, out);
    const running = await run(env as never, log, registry);
    let ending: Promise<void> | undefined;
    const end = () => {
      ending ??= running.stop().then(() => tell({ say: 'stopped' }));
      return ending;
    };
    if (thread) {
      self.onmessage = ({ data }) => {
        if (data.say === 'stop') void end();
        else registry.getMetricsAsJSON().then((metrics) => tell({ say: 'metrics', id: data.id, metrics }));
      };
    } else {
      const exit = () => void end().then(() => process.exit(0));
      process.on('SIGTERM', exit);
      process.on('SIGINT', exit);
      if (env.METRICS_PORT > 0) serveMetrics(env.METRICS_PORT, registry);
    }
    tell({ say: 'ready' });
  } catch (error) {
    console.error(error instanceof EnvironmentError ? error.message : error);
    process.exit(error instanceof EnvironmentError ? 2 : 1);
  }
}

function serveMetrics(port: number, registry: Registry): void {
  Bun.serve({
    port,
    hostname: '0.0.0.0',
    async fetch(request) {
      if (new URL(request.url).pathname !== '/metrics') return new Response(null, { status: 404 });
      return new Response(await registry.metrics(), { headers: { 'content-type': registry.contentType } });
    },
  });
}
