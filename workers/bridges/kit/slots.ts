/** What a provider counts: at most `count` in any `perMs`, by when they reach it. */
export interface Window {
  count: number;
  perMs: number;
}

/**
 * Keeps a provider's window whatever delays a message on its way. When it reached the provider only the provider knows: after it was
 * taken and before its answer was here. So a slot is busy until a whole window after the answer, and `count` arrivals in a window are
 * never one too many: of those in the window that ends with a new one, each would still hold a slot.
 *
 *   free ── take ──▶ under way ── end ──▶ resting ── `perMs` ──▶ free
 *
 * Times are those of performance.now().
 */
export interface Slots {
  /** Milliseconds until one is free; while all are under way nobody knows, and that is a window. */
  wait(now: number): number;
  take(): void;
  end(now: number): void;
  /** All are free. */
  isIdle(now: number): boolean;
}

/** @param bornAt until then another process may have used all of it */
export function createSlots({ count, perMs }: Window, bornAt: number): Slots {
  let underWay = 0;
  /** When those that rest ended, the oldest first. */
  let ended: number[] = Array.from({ length: count }, () => bornAt);

  function forgetRested(now: number): void {
    const resting = ended.findIndex((at) => now - at < perMs);
    if (resting !== 0) ended = resting < 0 ? [] : ended.slice(resting);
  }

  return {
    wait(now) {
      forgetRested(now);
      const tooMany = underWay + ended.length - count;
      if (tooMany < 0) return 0;
      const frees = ended[tooMany];
      return frees === undefined ? perMs : frees + perMs - now;
    },
    take: () => void underWay++,
    end(now) {
      underWay--;
      forgetRested(now);
      ended.push(now);
    },
    isIdle(now) {
      forgetRested(now);
      return underWay + ended.length === 0;
    },
  };
}
