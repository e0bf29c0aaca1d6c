import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { ROOT } from './say.mjs';

const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs the real program in our place: same terminal, signals passed on, and its exit code (128 + n after signal n).
 * A Ctrl-C may reach it twice, from the terminal and from us: it must take two within a moment for one.
 */
export function runChild(file, args, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd: ROOT, env, stdio: 'inherit' });
    for (const signal of FORWARDED) process.on(signal, () => child.kill(signal));
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(signal === null ? code : 128 + constants.signals[signal]));
  });
}
