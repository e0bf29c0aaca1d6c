/** How long other requests wait for one at the most, as far as its pieces are small. */
const AT_ONCE_MS = 5;

/** For long work in one process: awaited between its pieces, it lets others have their turn once this one has had enough. */
export function createPause(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < AT_ONCE_MS) return;
    await new Promise<void>((resolve) => setImmediate(resolve));
    since = performance.now();
  };
}
