import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findNatsServer } from './nats-binary.ts';
import { type NatsClusterPlace, type NatsPasswords, natsConfig, natsFiles } from './nats-config.ts';
import { NATS_ROLES, type NatsRole } from './nats-permissions.ts';
import { PortTakenError } from './ports.ts';
import { type ServerProcess, spawnServer } from './server-process.ts';
import { stopLeftover } from './stale-process.ts';

export type NatsOptions = {
  /** Holds the configuration, the passwords, the log and the streams. */
  storeDir: string;
  /** 0 or undefined: a free one. */
  port?: number;
  /** HTTP monitoring (/varz, /jsz, /healthz). 0 or undefined: a free one. */
  monitorPort?: number;
  /** Passwords of your choice; otherwise made once and kept in `storeDir`. */
  passwords?: Partial<NatsPasswords>;
  /** false: `stop` deletes `storeDir`. Default true. */
  persistent?: boolean;
  /** As one of several nodes. Ready is then when it listens: the cluster is up when most of its nodes have found each other. */
  cluster?: NatsClusterPlace;
  /** What its Go runtime tries to stay below, in megabytes: near it, it collects more often. Undefined: the server's own way. */
  memoryTarget?: number;
  /** The program; undefined: NATS_SERVER_BIN, the PATH, or where package managers put it. */
  binary?: string;
};

export type RunningNats = {
  /** `nats://<role>:<password>@127.0.0.1:<port>` */
  readonly urls: Record<NatsRole, string>;
  readonly port: number;
  readonly monitorPort: number;
  /** Changes with `restart`. */
  readonly pid: number;
  readonly logFile: string;
  /** Settles when the present server ends, wanted or not. */
  readonly exited: Promise<unknown>;
  isUp(): boolean;
  stop(): Promise<void>;
  /** SIGKILL; `restart` brings it back. */
  kill9(): Promise<void>;
  /** Starts it again on the same ports, with its streams, after `kill9` or `stop` of a persistent one. */
  restart(): Promise<void>;
};

const READY_WITHIN_MS = 30_000;

/**
 * Runs nats-server (2.9 or later) with JetStream on 127.0.0.1 until `stop`, or until this process dies in whatever way.
 * Recovers from any end of the run before; a server that run left behind is stopped first.
 * @throws PortTakenError when a port asked for is in use; Error with the end of the log when it does not start.
 */
export async function startNats(options: NatsOptions): Promise<RunningNats> {
  const storeDir = resolve(options.storeDir);
  const files = natsFiles(storeDir);
  mkdirSync(files.ports, { recursive: true });
  const binary = options.binary ?? findNatsServer(process.env);
  const passwords = { ...keptPasswords(files.passwords), ...options.passwords };
  await stopLeftover(files.pid, files.config);

  let ports = { port: options.port || -1, monitorPort: options.monitorPort || -1 };
  const start = async () => {
    writeFileSync(files.config, natsConfig({ storeDir, ...ports, passwords, cluster: options.cluster }), {
      mode: 0o600,
    });
    return launch(binary, files, options.cluster === undefined, options.memoryTarget);
  };
  let running = await start();
  ports = running.ports;
  const url = (role: NatsRole) => `nats://${role}:${passwords[role]}@127.0.0.1:${ports.port}`;
  return {
    urls: Object.fromEntries(NATS_ROLES.map((role) => [role, url(role)])) as Record<NatsRole, string>,
    port: ports.port,
    monitorPort: ports.monitorPort,
    logFile: files.log,
    get pid() {
      return running.server.pid;
    },
    get exited() {
      return running.server.exited;
    },
    isUp: () => !running.server.hasExited(),
    async stop() {
      await running.server.stop([
        { signal: 'SIGINT', waitMs: 5_000 },
        { signal: 'SIGKILL', waitMs: 5_000 },
      ]);
      if (options.persistent === false) rmSync(storeDir, { recursive: true, force: true });
    },
    kill9: () => running.server.stop([{ signal: 'SIGKILL', waitMs: 5_000 }]),
    async restart() {
      running = await start();
    },
  };
}

type Ports = { port: number; monitorPort: number };

async function launch(
  binary: string,
  files: ReturnType<typeof natsFiles>,
  untilHealthy: boolean,
  memoryTarget: number | undefined,
): Promise<{ server: ServerProcess; ports: Ports }> {
  for (const old of readdirSync(files.ports)) rmSync(join(files.ports, old));
  const server = await spawnServer({
    command: [binary, '-c', files.config],
    logFile: files.log,
    orphanSignal: 'INT',
    env: memoryTarget === undefined ? {} : { GOMEMLIMIT: `${memoryTarget}MiB` },
  });
  const deadline = Date.now() + READY_WITHIN_MS;
  while (!server.hasExited() && Date.now() < deadline) {
    const ports = listeningPorts(files.ports);
    if (ports !== undefined && (!untilHealthy || (await isHealthy(ports.monitorPort))))
      return { server, ports };
    await sleep(5);
  }
  await server.stop([{ signal: 'SIGKILL', waitMs: 5_000 }]);
  const log = readFileSync(files.log, 'utf8');
  const taken = /(\d+): bind: address already in use/.exec(log) ?? /:(\d+).*address already in use/.exec(log);
  if (taken !== null) throw new PortTakenError(Number(taken[1]));
  throw new Error(`nats-server did not start; the end of ${files.log}:\n${log.slice(-2_000)}`);
}

// The server writes this file once it listens; it is how a port the server chose itself is learnt.
function listeningPorts(dir: string): Ports | undefined {
  const [name] = readdirSync(dir).filter((file) => file.endsWith('.ports'));
  if (name === undefined) return undefined;
  const written = readFileSync(join(dir, name), 'utf8');
  if (!written.trimEnd().endsWith('}')) return undefined;
  const { nats, monitoring } = JSON.parse(written) as { nats?: string[]; monitoring?: string[] };
  const portOf = (urls: string[] | undefined) => Number(new URL(urls?.[0] ?? 'http://0').port);
  return { port: portOf(nats), monitorPort: portOf(monitoring) };
}

async function isHealthy(monitorPort: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${monitorPort}/healthz`)).ok;
  } catch {
    // Not listening yet: the caller asks again until its deadline, then shows the server's log.
    return false;
  }
}

// Kept ones first: a store of an earlier version lacks the users that came later.
function keptPasswords(file: string): NatsPasswords {
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<NatsPasswords>) : {};
  const made = Object.fromEntries(NATS_ROLES.map((role) => [role, randomBytes(18).toString('base64url')]));
  const passwords = { ...made, ...kept } as NatsPasswords;
  if (Object.keys(kept).length < Object.keys(passwords).length)
    writeFileSync(file, JSON.stringify(passwords, null, 2), { mode: 0o600 });
  return passwords;
}
