/** Of one actor in one window. Its owner reads the rest of a burst from Postgres anyway. */
const PER_WINDOW = 100;
const WINDOW_MS = 100;

/**
 * Keeps one firm's burst from filling the road in front of everybody else: a broker that is busy refusing 100,000
 * messages of one subject lets the others wait. Of what is passed over the last one is let through at the end of
 * the window, so that its owner looks once more.
 */
export function createBurstLimit<T>(letThrough: (last: T) => void): {
  allows(name: string, item: T): boolean;
} {
  let counts = new Map<string, { count: number; passedOver?: { item: T } }>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function endWindow(): void {
    timer = undefined;
    const ended = counts;
    counts = new Map();
    for (const [name, { passedOver }] of ended) {
      if (!passedOver) continue;
      counts.set(name, { count: 1 });
      letThrough(passedOver.item);
    }
    if (counts.size > 0) begin();
  }

  function begin(): void {
    timer ??= setTimeout(endWindow, WINDOW_MS);
    timer.unref();
  }

  return {
    allows(name, item) {
      const entry = counts.get(name);
      if (!entry) {
        counts.set(name, { count: 1 });
        begin();
        return true;
      }
      if (entry.count < PER_WINDOW) {
        entry.count++;
        return true;
      }
      entry.passedOver = { item };
      return false;
    },
  };
}
