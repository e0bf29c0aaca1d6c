import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort, PortTakenError } from './ports.ts';
import { type Cluster, openCluster } from './postgres-cluster.ts';
import { type ServerProcess, spawnServer } from './server-process.ts';
import { stopLeftover } from './stale-process.ts';

export type PostgresOptions = {
  /** Holds the cluster, the superuser's password and the log. */
  dataDir: string;
  /** 0 or undefined: a free one. */
  port?: number;
  /** false: `stop` deletes `dataDir`. Default true. */
  persistent?: boolean;
  /** For tests: no fsync, small memory. A crash of the machine (not of the process) may lose the data. Default false. */
  fast?: boolean;
};

export type RunningPostgres = {
  /** Superuser, database `postgres`. */
  readonly url: string;
  readonly port: number;
  /** Of the postmaster; changes with `restart`. */
  readonly pid: number;
  readonly logFile: string;
  /** Settles when the present server ends, wanted or not. */
  readonly exited: Promise<unknown>;
  isUp(): boolean;
  stop(): Promise<void>;
  /** SIGKILL to the postmaster, its backends end by themselves. `restart` brings it back. */
  kill9(): Promise<void>;
  /** Starts it again on the same port after `kill9` or `stop` of a persistent one. */
  restart(): Promise<void>;
};

const READY_WITHIN_MS = 60_000;
const PORTS_TO_TRY = 5;
const NO_SUCH_PID = 2 ** 31 - 1;

const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '128MB',
  log_line_prefix: '%m [%p] %q%u@%d ',
  // Without the details of an error, which are the values of a row.
  log_error_verbosity: 'terse',
};
// Commits still reach the operating system: what was committed outlives a `kill -9` of the server.
const FAST_SETTINGS = {
  fsync: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  shared_buffers: '64MB',
  max_wal_size: '256MB',
};

/**
 * Runs the embedded Postgres 18 on 127.0.0.1 until `stop`, or until this process dies in whatever way.
 * Recovers from any end of the run before: stale pid file, server left behind, `kill -9` in the middle of initdb.
 * @throws PortTakenError when the port asked for is in use; Error with the end of the log when it does not start.
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const cluster = await openCluster(options.dataDir);
  await clearStalePidFile(cluster.dir);
  let port = options.port || (await freePort());
  let server: ServerProcess | undefined;
  for (let attempt = 1; server === undefined; attempt++) {
    try {
      server = await launch(cluster, port, options.fast ?? false);
    } catch (error) {
      // Between finding a free port and listening on it another process may take it.
      if (options.port || attempt === PORTS_TO_TRY || !(error instanceof PortTakenError)) throw error;
      port = await freePort();
    }
  }
  let running = server;
  const { superuserPassword: password } = cluster;
  const throwaway = options.persistent === false;
  return {
    url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
    port,
    logFile: cluster.logFile,
    get pid() {
      return running.pid;
    },
    get exited() {
      return running.exited;
    },
    isUp: () => !running.hasExited(),
    async stop() {
      // SIGINT: end sessions, write a checkpoint. SIGQUIT: end now, recover at the next start.
      const gently = [{ signal: 'SIGINT', waitMs: 10_000 }] as const;
      await running.stop([
        ...(throwaway ? [] : gently),
        { signal: 'SIGQUIT', waitMs: 5_000 },
        { signal: 'SIGKILL', waitMs: 5_000 },
      ]);
      if (throwaway) rmSync(options.dataDir, { recursive: true, force: true });
    },
    kill9: () => running.stop([{ signal: 'SIGKILL', waitMs: 5_000 }]),
    async restart() {
      await clearStalePidFile(cluster.dir);
      running = await launch(cluster, port, options.fast ?? false);
    },
  };
}

async function launch(cluster: Cluster, port: number, fast: boolean): Promise<ServerProcess> {
  const settings = Object.entries({ ...SETTINGS, ...(fast ? FAST_SETTINGS : {}) });
  const flags = settings.flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const deadline = Date.now() + READY_WITHIN_MS;
  for (;;) {
    const server = await spawnServer({
      command: [cluster.postgres, '-D', cluster.dir, '-p', String(port), ...flags],
      logFile: cluster.logFile,
      identity: cluster.identity,
      orphanSignal: 'INT',
      env: { LC_ALL: 'C' },
    });
    while (!server.hasExited() && Date.now() < deadline) {
      if (isReady(cluster.dir, server.pid)) return server;
      await sleep(10);
    }
    await server.stop([{ signal: 'SIGKILL', waitMs: 5_000 }]);
    const log = readFileSync(cluster.logFile, 'utf8');
    if (/Address already in use/.test(log)) throw new PortTakenError(port);
    // Backends of a killed postmaster hold its shared memory until they notice its death.
    if (Date.now() < deadline && /pre-existing shared memory block/.test(log)) {
      await sleep(100);
      continue;
    }
    throw new Error(`Postgres did not start; the end of ${cluster.logFile}:\n${log.slice(-2_000)}`);
  }
}

// Line 8 of postmaster.pid is the server's own statement of its state, the one pg_ctl waits for.
function isReady(clusterDir: string, pid: number): boolean {
  const file = join(clusterDir, 'postmaster.pid');
  if (!existsSync(file)) return false;
  const lines = readFileSync(file, 'utf8').split('\n');
  return Number(lines[0]) === pid && lines[7]?.trim() === 'ready';
}

// Postgres believes a stale pid file while that pid is in use, by any program or by a zombie, which is common in containers.
// Only the pid is replaced: with the rest Postgres still makes sure that no backend of that run is at work.
async function clearStalePidFile(clusterDir: string): Promise<void> {
  const pidFile = join(clusterDir, 'postmaster.pid');
  await stopLeftover(pidFile, clusterDir);
  if (!existsSync(pidFile)) return;
  writeFileSync(pidFile, readFileSync(pidFile, 'utf8').replace(/^\d+/, String(NO_SUCH_PID)));
}
