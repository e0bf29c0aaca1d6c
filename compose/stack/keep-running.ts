import { setTimeout as sleep } from 'node:timers/promises';
import type { Say } from './say.ts';

type Server = { readonly exited: Promise<unknown>; restart(): Promise<void> };

/**
 * Starts a server again whenever it ends without being asked to: somebody killed it, the system ran out of memory. Tries
 * for ever, every 2 s: what works without it goes on meanwhile.
 * @returns call it before stopping the server on purpose; resolves when nothing will restart it any more
 */
export function keepRunning(what: string, server: Server, say: Say): () => Promise<void> {
  let wanted = true;
  let settle: () => void = () => {};
  const unwanted = new Promise<void>((resolve) => {
    settle = resolve;
  });

  async function watch(): Promise<void> {
    while (wanted) {
      await Promise.race([server.exited, unwanted]);
      if (!wanted) return;
      say(`${what} ended unexpectedly, starting it again`);
      try {
        await server.restart();
        say(`${what} is back`);
      } catch (error) {
        say(`${what} did not come back, trying again: ${error instanceof Error ? error.message : error}`);
        await Promise.race([sleep(2_000), unwanted]);
      }
    }
  }

  const watching = watch();
  return async () => {
    wanted = false;
    settle();
    await watching;
  };
}
