import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, openSync, renameSync } from 'node:fs';
import { asIdentity, type Identity } from './unprivileged-user.ts';

/**
 * A database or broker run as a child process.
 *
 * Life of the child:
 *   - it leads a session of its own, so a Ctrl-C in the terminal reaches only us and we decide the order of stopping;
 *   - a watcher beside it holds the reading end of a pipe whose other end is ours. However we die, `kill -9` included, the
 *     pipe closes and the watcher sends the child `orphanSignal`. Only a `kill -9` of the whole tree leaves stale pid files.
 */
export type ServerProcess = {
  readonly pid: number;
  /** Settles when the process has ended, for whatever reason; never rejects. */
  readonly exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  readonly hasExited: () => boolean;
  /** Sends the signals one after the other, each when the one before has had its time, and waits for the end. */
  stop(steps: StopStep[]): Promise<void>;
};

export type StopStep = { signal: NodeJS.Signals; waitMs: number };

// `read` runs in a grandchild so that the server, which replaces this shell, has no child it did not make itself.
const WATCHED = `exec 3<&0
server=$$
( ( while read -r _ <&3; do :; done; kill -s "$0" "$server" 2>/dev/null ) & )
exec 3<&-
exec "$@" </dev/null`;

/**
 * Starts `command` with its output appended to `logFile` (the log of the run before is kept as `<logFile>.previous`).
 * @throws Error when the command cannot be started at all.
 */
export async function spawnServer(options: {
  command: string[];
  logFile: string;
  orphanSignal: 'INT' | 'TERM' | 'QUIT' | 'KILL';
  identity?: Identity;
  env?: Record<string, string>;
}): Promise<ServerProcess> {
  if (existsSync(options.logFile)) renameSync(options.logFile, `${options.logFile}.previous`);
  const log = openSync(options.logFile, 'a', 0o640);
  const watched = ['sh', '-c', WATCHED, options.orphanSignal, ...options.command];
  const { command, uid, gid } = asIdentity(watched, options.identity);
  const [file = 'sh', ...args] = command;
  const child = spawn(file, args, {
    detached: true,
    stdio: ['pipe', log, log],
    env: { ...process.env, ...options.env },
    uid,
    gid,
  });
  const exited = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once('exit', (code, signal) => {
      child.stdin?.destroy();
      resolve({ code, signal });
    });
  });
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', reject);
  });
  // A write can only fail because the child is gone, and `exited` tells that.
  child.stdin?.on('error', () => {});
  child.unref();
  return handle(child, exited);
}

function handle(child: ChildProcess, exited: ServerProcess['exited']): ServerProcess {
  const pid = child.pid ?? 0;
  const hasExited = () => child.exitCode !== null || child.signalCode !== null;
  return {
    pid,
    exited,
    hasExited,
    async stop(steps) {
      child.ref();
      for (const { signal, waitMs } of steps) {
        if (hasExited()) return;
        child.kill(signal);
        if (await settlesWithin(exited, waitMs)) return;
      }
      if (!hasExited())
        throw new Error(`process ${pid} did not end after ${steps.map((step) => step.signal)}`);
    },
  };
}

async function settlesWithin(promise: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: Timer | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  const settled = await Promise.race([promise.then(() => true as const), late]);
  clearTimeout(timer);
  return settled;
}
