/** Of one actor in one window. Its owner reads the rest of a burst from Postgres anyway. */
const PER_WINDOW = 5;
/**
 * Of all actors in one window: 100 a second. A broker takes many more, but storing, delivering and acknowledging one costs
 * sender, broker and worker together ten times what handling it costs.
 */
const IN_ALL_PER_WINDOW = 10;
const WINDOW_MS = 100;

/**
 * Keeps one firm's burst from filling the road in front of everybody else: a broker that is busy refusing 100,000
 * messages of one subject lets the others wait. Of what is passed over the last one is let through at the end of
 * the window, so that its owner looks once more. A flood of many actors is cut too: the doorbell has told their owners,
 * and the rows are where the work is read from.
 */
export function createBurstLimit<T>(letThrough: (last: T) => void): {
  allows(name: string, item: T): boolean;
} {
  let counts = new Map<string, { count: number; passedOver?: { item: T } }>();
  let inAll = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function endWindow(): void {
    timer = undefined;
    inAll = 0;
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
      begin();
      const entry = counts.get(name);
      if (entry && entry.count >= PER_WINDOW) {
        entry.passedOver = { item };
        return false;
      }
      if (inAll >= IN_ALL_PER_WINDOW) return false;
      inAll++;
      if (entry) entry.count++;
      else counts.set(name, { count: 1 });
      return true;
    },
  };
}
