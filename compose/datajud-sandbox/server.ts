import { createControl, type SandboxControl } from './control/control.ts';
import { createControlHandler } from './control/http.ts';
import { createCaseStore } from './data/case-store.ts';
import { GENERATED_UNTIL, type GenerateOptions, generate } from './data/generate.ts';
import { demoCases, demoRecords, demoTimeline } from './demo.ts';
import { createFaults } from './faults.ts';
import { createKeyRing } from './key-ring.ts';
import { createRateCeiling } from './rate-ceiling.ts';
import { createRequestLog } from './request-log.ts';
import { createSearchHandler } from './search-http.ts';
import { createTimelines, type TimelineState, type Timelines } from './timeline.ts';

export { type GenerateOptions, generate } from './data/generate.ts';
export { loadFolder } from './data/load-folder.ts';
export { demoCases, demoRecords, demoTimeline } from './demo.ts';

export interface SandboxOptions {
  /** 0 takes a free port, which is the default. */
  port?: number;
  hostname?: string;
  /** The key that requests must carry; `sandbox-key` by default. */
  key?: string;
  /** Invented cases to begin with; none by default. */
  generate?: GenerateOptions;
  /** Adds the cases a demonstration firm watches. */
  demo?: boolean;
  /** A folder of real answers to load as they are. */
  folder?: string;
  /** Answers 429 past so many requests in a minute; null, the default, has no ceiling. */
  ratePerMinute?: number | null;
  /** Milliseconds until a change shows in the index; 0 by default. */
  lagMs?: number;
  /** How long the gateway waits before it cuts a search over all indexes; 0 by default, a minute in reality. */
  gatewayMs?: number;
  /** Epoch milliseconds; the machine's clock by default. */
  now?: () => number;
}

export interface Sandbox {
  url: string;
  /** The key accepted now. */
  readonly key: string;
  port: number;
  control: SandboxControl;
  timelines: Timelines;
  startDemo(everyMs?: number): TimelineState;
  demoCases: string[];
  /** Closes every connection and stops every timeline. Safe to call twice. */
  stop(): Promise<void>;
}

/**
 * Starts a DataJud sandbox on its own port. Any number of them may run in one process.
 *
 * @throws Error when the port is taken or the folder cannot be read
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const now = options.now ?? Date.now;
  const store = createCaseStore(now);
  const faults = createFaults(now);
  const log = createRequestLog(now);
  const perMinute = options.ratePerMinute ?? null;
  const rate = createRateCeiling(now, perMinute);
  const keys = createKeyRing(options.key ?? 'sandbox-key');
  const control = createControl({ now, store, faults, log, rate, perMinute, keys });
  // On a machine whose clock is behind, no invented date lies in its future.
  const until = Math.min(GENERATED_UNTIL, now());
  if (options.generate) control.load(generate({ until, ...options.generate }));
  if (options.demo) control.load(demoRecords(until));
  if (options.folder) await control.loadFolder(options.folder);
  if (options.lagMs) store.setLag(options.lagMs);

  const timelines = createTimelines(control);
  const startDemo = (everyMs?: number) =>
    timelines.start(demoTimeline(everyMs), { loop: everyMs ?? 5000, name: 'demo' });
  const closing = new AbortController();
  const gatewayMs = options.gatewayMs ?? 0;
  const search = createSearchHandler({
    now,
    store,
    keys,
    faults,
    rate,
    log,
    gatewayMs,
    pause: (ms) => pause(ms, closing.signal),
  });
  const manage = createControlHandler({ control, timelines, startDemo: options.demo ? startDemo : null });

  const server = Bun.serve({
    hostname: options.hostname ?? '127.0.0.1',
    port: options.port ?? 0,
    idleTimeout: 255,
    maxRequestBodySize: 64 * 1024 * 1024,
    development: false,
    fetch(request) {
      const path = new URL(request.url).pathname;
      return path === '/_sandbox' || path.startsWith('/_sandbox/')
        ? manage(request, path)
        : search(request, path);
    },
  });
  const port = server.port ?? 0;

  return {
    url: `http://${server.hostname}:${port}`,
    get key() {
      return keys.current();
    },
    port,
    control,
    timelines,
    startDemo,
    demoCases: demoCases(),
    async stop() {
      timelines.stopAll();
      closing.abort();
      await server.stop(true);
    },
  };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted || ms <= 0) return Promise.resolve();
  const { promise, resolve } = Promise.withResolvers<void>();
  const done = () => {
    clearTimeout(timer);
    signal.removeEventListener('abort', done);
    resolve();
  };
  const timer = setTimeout(done, ms);
  signal.addEventListener('abort', done);
  return promise;
}
