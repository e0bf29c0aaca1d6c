import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { natsFiles } from '../stack/nats-config.ts';
import { isAlive, stopLeftover } from '../stack/stale-process.ts';

/**
 * The servers that the tests of this process have running. Bun runs all test files in one process, so this one list (kept on
 * globalThis: with `--isolate` every file has its own copy of this module) is what the preload stops at the end.
 */
type Registry = { running: Set<() => Promise<void>>; shared: Map<string, Promise<unknown>> };

const KEY = Symbol.for('direito-lux.test-servers');
const DIRECTORY = /^lux-test-(\d+)-/;

function registry(): Registry {
  const holder = globalThis as { [KEY]?: Registry };
  holder[KEY] ??= { running: new Set(), shared: new Map() };
  return holder[KEY];
}

/** Remembers how to stop a server. The answer stops it once, now, and forgets it. */
export function onTheList(stop: () => Promise<void>): () => Promise<void> {
  const { running } = registry();
  const once = async () => {
    if (running.delete(once)) await stop();
  };
  running.add(once);
  return once;
}

/**
 * Makes `name` at the first call of this process, and answers the same one at every later call for as long as it is up:
 * when a test times out Bun kills every child process, and the files after it must not fail for that.
 */
export async function shared<T>(
  name: string,
  make: () => Promise<T>,
  isUp: (made: T) => boolean,
): Promise<T> {
  const { shared } = registry();
  const present = shared.get(name) as Promise<T> | undefined;
  if (present !== undefined && isUp(await present)) return present;
  // Another caller may have replaced it while we looked.
  if (shared.get(name) === present) shared.set(name, make());
  return shared.get(name) as Promise<T>;
}

/** Stops every server that is still running, in any order, and reports all failures together. */
export async function stopServers(): Promise<void> {
  const { running, shared } = registry();
  // One that is only just starting is not on the list yet.
  await Promise.allSettled(shared.values());
  shared.clear();
  const ended = await Promise.allSettled([...running].map((stop) => stop()));
  const failures = ended.filter((end) => end.status === 'rejected').map((end) => end.reason);
  if (failures.length > 0) throw new AggregateError(failures, 'some servers of the tests did not stop');
}

/**
 * Starts one server in a new directory, which is deleted when the start fails; a started one deletes its own when it stops.
 * The name carries our pid, so that `sweep` of a later run knows whose it was.
 */
export async function inItsDirectory<T>(start: (dir: string) => Promise<T>): Promise<T> {
  const dir = mkdtempSync(join(tmpdir(), `lux-test-${process.pid}-`));
  try {
    return await start(dir);
  } catch (error) {
    rmSync(dir, { recursive: true, force: true });
    throw error;
  }
}

/** Removes what test runs that were killed left behind: their directories, and servers should any still run. */
export async function sweep(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const pid = Number(DIRECTORY.exec(name)?.[1]);
    const dir = join(tmpdir(), name);
    if (!pid || isAlive(pid) || statSync(dir, { throwIfNoEntry: false })?.uid !== process.getuid?.())
      continue;
    await stopLeftover(join(dir, 'cluster', 'postmaster.pid'), dir);
    await stopLeftover(natsFiles(dir).pid, dir);
    rmSync(dir, { recursive: true, force: true });
  }
}
