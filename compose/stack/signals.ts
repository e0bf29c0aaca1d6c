/** One Ctrl-C may arrive twice: from the terminal, and passed on by npm and by the set-up. */
const SAME_PRESS_MS = 500;

/** The first SIGINT, SIGTERM or SIGHUP calls `end`, a later one `endNow` with the exit code of a process it ends (128 + n). */
export function onSignals(end: () => void, endNow: (code: number) => void): void {
  let firstAt: number | undefined;
  for (const [signal, number] of [
    ['SIGINT', 2],
    ['SIGTERM', 15],
    ['SIGHUP', 1],
  ] as const) {
    process.on(signal, () => {
      if (firstAt === undefined) {
        firstAt = performance.now();
        end();
      } else if (performance.now() - firstAt > SAME_PRESS_MS) {
        endNow(128 + number);
      }
    });
  }
}
