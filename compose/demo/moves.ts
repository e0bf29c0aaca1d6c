import type { Sandbox } from '../datajud-sandbox/server.ts';

/** While somebody is likely to watch, a movement every few seconds; a stack left alone grows its cases slowly. */
const QUICK_MS = 5_000;
const QUICK_FOR_MS = 10 * 60_000;
const SLOW_MS = 60_000;

/** Has the demonstration's cases move. @returns how to stop it */
export function moveCases(sandbox: Sandbox): () => void {
  let { id } = sandbox.startDemo(QUICK_MS);
  const slowDown = setTimeout(() => {
    stop();
    id = sandbox.startDemo(SLOW_MS).id;
  }, QUICK_FOR_MS);

  function stop(): void {
    // Somebody may have stopped it through the control API; stopping twice is harmless.
    sandbox.timelines.stop(id);
  }

  return () => {
    clearTimeout(slowDown);
    stop();
  };
}
