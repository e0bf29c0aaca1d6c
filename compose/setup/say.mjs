import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the checkout. */
export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
/** Tools of this checkout only; deleting it is harmless. */
export const TOOLS = join(ROOT, '.data', 'tools');

/** A reason why nothing can run, in words for the person at the terminal. */
export class SetupError extends Error {}

/** One line about what happens; on stderr, so that stdout stays the program's. */
export function say(line) {
  process.stderr.write(`setup: ${line}\n`);
}

/** Runs a command to its end without a terminal. `output` is everything it wrote. */
export function run(file, args, options = {}) {
  const { env, ...others } = options;
  const ended = spawnSync(file, args, {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, ...env },
    ...others,
  });
  const output = `${ended.stdout ?? ''}${ended.stderr ?? ''}${ended.error ? ended.error.message : ''}`.trim();
  return { ok: ended.status === 0, output };
}

/** The end of a long output, for an error message. */
export function lastLines(output, count = 15) {
  return output.split('\n').slice(-count).join('\n');
}
