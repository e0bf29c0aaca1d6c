/** One Ctrl-C may arrive twice: from the terminal, and passed on by npm and by the set-up. */
const SAME_PRESS_MS = 500;

/**
 * The first SIGINT, SIGTERM or SIGHUP calls `end`, a later one calls `endNow`.
 * @returns the exit code that a process ended by that first signal has (128 + n), once there was one
 */
export function onSignals(end: () => void, endNow: (code: number) => void): () => number | undefined {
  let first: { code: number; at: number } | undefined;
  for (const [signal, number] of [
    ['SIGINT', 2],
    ['SIGTERM', 15],
    ['SIGHUP', 1],
  ] as const) {
    process.on(signal, () => {
      if (first === undefined) {
        first = { code: 128 + number, at: performance.now() };
        end();
      } else if (performance.now() - first.at > SAME_PRESS_MS) {
        endNow(128 + number);
      }
    });
  }
  return () => first?.code;
}
