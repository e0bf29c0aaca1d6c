import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Stops a server that a former run of ours left behind, found through its pid file.
 * A pid alone proves nothing, it may belong to another program by now: the process must also carry `mark` (its data
 * directory) on its command line. Anything else is left alone.
 * @returns the pid that was stopped, or undefined when there was none.
 */
export async function stopLeftover(pidFile: string, mark: string): Promise<number | undefined> {
  const pid = readPid(pidFile);
  if (pid === undefined || !commandLine(pid).includes(mark)) return undefined;
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    if (!send(pid, signal)) return pid;
    for (let waited = 0; waited < 5_000; waited += 20) {
      await sleep(20);
      if (!isAlive(pid)) return pid;
    }
  }
  throw new Error(`process ${pid}, left behind by a former run in ${mark}, does not end`);
}

/** The first line of a pid file as a number; undefined when there is no such file or no number in it. */
export function readPid(pidFile: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(pidFile, 'utf8'), 10);
    return pid > 1 ? pid : undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** True while the process exists, a zombie excepted. */
export function isAlive(pid: number): boolean {
  return send(pid, 0) && commandLine(pid) !== '';
}

/** The command line of a process, empty when it is gone (or a zombie, which has none any more). */
export function commandLine(pid: number): string {
  if (process.platform === 'linux') {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    } catch {
      return '';
    }
  }
  return spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim();
}

function send(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}
