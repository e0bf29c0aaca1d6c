import { type RunningNats, startNats } from '../stack/nats.ts';
import { inItsDirectory, onTheList } from './servers.ts';

export type TestNats = RunningNats & {
  /** Stops the server and deletes its streams. */
  release(): Promise<void>;
};

/**
 * A nats-server of its own for one test file (about 50 ms), with the users and permissions of the real one. The test may
 * `kill9` and `restart` it. What is not released goes when the run ends.
 */
export async function acquireNats(): Promise<TestNats> {
  const nats = await inItsDirectory((storeDir) => startNats({ storeDir, persistent: false }));
  // Not a spread: `pid` and `exited` are getters.
  return Object.assign(nats, { release: onTheList(() => nats.stop()) });
}
