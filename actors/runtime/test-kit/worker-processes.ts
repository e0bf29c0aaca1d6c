import { join } from 'node:path';
import type { Harness } from './harness.ts';

export interface WorkerReport {
  held: number;
  fenced: number;
  conflicts: number;
  handled: number;
  rss: number;
}

export interface WorkerProcess {
  readonly owner: string;
  /** The latest one. */
  readonly report: WorkerReport;
  signal(name: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT' | 'SIGTERM'): void;
  /** Resolves with the exit code when it has ended. */
  readonly exited: Promise<number>;
}

/** Starts workers of the ledger as processes. Stop each of them, or end the test run. */
export function spawnWorker(harness: Harness, options: { leaseTtlMs?: number } = {}): WorkerProcess {
  const owner = `process-${crypto.randomUUID().slice(0, 8)}`;
  const { urls } = harness.database;
  const given = { runtime: urls.runtime, app: urls.app, nats: harness.nats.urls.worker, owner, ...options };
  const child = Bun.spawn(['bun', join(import.meta.dir, 'worker-process.ts'), JSON.stringify(given)], {
    stdout: 'pipe',
    stderr: 'inherit',
  });
  let report: WorkerReport = { held: 0, fenced: 0, conflicts: 0, handled: 0, rss: 0 };
  void (async () => {
    let rest = '';
    const decoder = new TextDecoder();
    for await (const chunk of child.stdout) {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) report = JSON.parse(line) as WorkerReport;
    }
  })();
  return {
    owner,
    get report() {
      return report;
    },
    signal: (name) => child.kill(name),
    exited: child.exited,
  };
}
