import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type ServerProcess, spawnServer } from '../../stack/server-process.ts';

/** A program of the cluster, in its slot: killed, stopped, started again under the same name. */
export interface Program {
  /** `notifier-1` */
  readonly name: string;
  /** `notifier` */
  readonly role: string;
  readonly pid: number | undefined;
  isUp(): boolean;
  /** How it ended without anybody having ended it: what a program must never do. It was started again. */
  readonly crashes: readonly string[];
  /** Does nothing when it runs. */
  start(): Promise<void>;
  /** Variables that it is started with from now on, besides those of its slot. */
  give(env: Record<string, string>): void;
  signal(name: 'SIGSTOP' | 'SIGCONT'): void;
  /** SIGKILL; resolves when it is gone. */
  kill9(): Promise<void>;
  /** SIGTERM, and SIGKILL when that does not help. */
  stop(): Promise<void>;
}

export interface ProgramOptions {
  name: string;
  role: string;
  /** From the root of the project. */
  script: string;
  env: Record<string, string>;
  logDir: string;
  /** Read before the program's own code. */
  preload?: string;
}

const RESTART_MS = 1_000;
const ROOT = join(import.meta.dir, '..', '..', '..');

/** A Bun program in a slot. It dies with us, however we die. */
export function createProgram(options: ProgramOptions): Program {
  const { name, role, logDir } = options;
  let running: ServerProcess | undefined;
  let starting: Promise<void> | undefined;
  let given: Record<string, string> = {};
  let wanted = false;
  let lives = 0;
  const crashes: string[] = [];
  mkdirSync(logDir, { recursive: true });
  const isUp = () => running !== undefined && !running.hasExited();

  async function start(): Promise<void> {
    wanted = true;
    const preload = options.preload ? ['--preload', join(ROOT, options.preload)] : [];
    running = await spawnServer({
      command: [process.execPath, ...preload, join(ROOT, options.script)],
      // A log for each life: what a program said before it was killed is what one wants to read.
      logFile: join(logDir, `${name}.${++lives}.log`),
      orphanSignal: 'KILL',
      env: { ...options.env, ...given },
    });
    const life = lives;
    void running.exited.then(async ({ code, signal }) => {
      if (!wanted) return;
      crashes.push(`${name}, life ${life}: exit ${code ?? signal}`);
      // As a service manager does.
      await Bun.sleep(RESTART_MS);
      if (wanted && !isUp()) await start();
    });
  }

  return {
    name,
    role,
    get pid() {
      return isUp() ? running?.pid : undefined;
    },
    isUp,
    crashes,
    async start() {
      if (isUp()) return;
      // Two who mend at once start it once.
      starting ??= start().finally(() => {
        starting = undefined;
      });
      await starting;
    },
    give(env) {
      given = { ...given, ...env };
    },
    signal(signal) {
      if (running && isUp()) process.kill(running.pid, signal);
    },
    async kill9() {
      wanted = false;
      await running?.stop([{ signal: 'SIGKILL', waitMs: 30_000 }]);
    },
    async stop() {
      wanted = false;
      if (!running || !isUp()) return;
      process.kill(running.pid, 'SIGCONT');
      await running.stop([
        { signal: 'SIGTERM', waitMs: 8_000 },
        { signal: 'SIGKILL', waitMs: 30_000 },
      ]);
    },
  };
}
