import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { commandLine } from './stale-process.ts';
import { StartError } from './start-error.ts';

/** Where one installation keeps what outlives a run. */
export type DataDir = {
  path: string;
  postgres: string;
  nats: string;
  /** Reports and pictures, unless they are in S3. */
  objects: string;
  logs: string;
  keys: string;
  /** The demonstration firm's credentials. */
  demo: string;
  /** How a process beside the stack joins it. */
  runEnv: string;
  release(): void;
};

/**
 * Makes the data directory ours until `release`. Two stacks on one database directory would stop each other's servers as
 * leftovers, so a second one is refused; what a killed one left behind is taken over.
 * @throws StartError when another `npm start` runs there.
 */
export function holdDataDir(path: string): DataDir {
  const dir = resolve(path);
  const logs = join(dir, 'logs');
  mkdirSync(logs, { recursive: true });
  const holder = join(dir, 'running.pid');
  for (;;) {
    try {
      writeFileSync(holder, `${process.pid}\n`, { flag: 'wx' });
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const pid = Number.parseInt(readFileSync(holder, 'utf8'), 10);
    if (pid !== process.pid && commandLine(pid).includes('compose/start.ts')) {
      throw new StartError(
        `${dir} is in use by process ${pid}: stop that one, or set DATA_DIR to another directory.`,
      );
    }
    rmSync(holder, { force: true });
  }
  return {
    path: dir,
    postgres: join(dir, 'postgres'),
    nats: join(dir, 'nats'),
    objects: join(dir, 'objects'),
    keys: join(dir, 'keys.json'),
    demo: join(dir, 'demo.json'),
    runEnv: join(dir, 'run.env'),
    logs,
    release: () => rmSync(holder, { force: true }),
  };
}
