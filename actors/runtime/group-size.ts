/** Messages of a group are never fewer, however long they take. */
const LEAST = 8;
/** Of what is known of the pace, what a group changes: one odd group does not halve the next. */
const SHARE = 0.25;
/** Of so many of the smallest groups one is twice as large: from groups of one size nobody can tell what a message costs. */
const TRIED = 16;
/** How far the sizes of groups must differ, as a share of their mean, to tell what a message costs and what the transaction. */
const APART = 0.15;

/** How many messages the next group commit takes. */
export interface GroupSize {
  readonly messages: number;
  /** A group was committed. */
  committed(messages: number, ms: number): void;
}

/**
 * As many as are committed within `longestMs` at the pace of the groups before: what is urgent may come right behind a group and
 * waits for all of it. A kind whose turns write little is never held back by this, one that writes eight rows a message is. But never so
 * few that the transaction itself is most of the work: when that is slow (a far database, a busy disk), smaller groups are hardly quicker.
 */
export function createGroupSize({ most, longestMs }: { most: number; longestMs: number }): GroupSize {
  /** Means over the last groups: of messages, milliseconds, and the products of both. */
  let mean: { n: number; ms: number; nn: number; nms: number } | undefined;
  let size = most;
  let smallest = 0;

  /** Where the messages take as long as the transaction, as far as the groups before show it; at most twice their size. */
  function half({ n, ms, nn, nms }: NonNullable<typeof mean>): number {
    const spread = nn - n * n;
    if (spread < (APART * n) ** 2) return 0;
    const each = Math.max(0, (nms - n * ms) / spread);
    const transaction = ms - each * n;
    return transaction > 0 ? Math.min(2 * n, transaction / each) : 0;
  }

  return {
    get messages() {
      return size;
    },
    committed(n, ms) {
      // A lone one says what a transaction costs, not a message.
      if (n < LEAST) return;
      const now = { n, ms, nn: n * n, nms: n * ms };
      const before = mean ?? now;
      const moved = (was: number, is: number) => was + (is - was) * SHARE;
      mean = {
        n: moved(before.n, now.n),
        ms: moved(before.ms, now.ms),
        nn: moved(before.nn, now.nn),
        nms: moved(before.nms, now.nms),
      };
      const within = (longestMs * mean.n) / mean.ms;
      const wanted = Math.floor(Math.min(most, Math.max(within, half(mean), LEAST)));
      smallest = wanted === LEAST ? smallest + 1 : 0;
      size = smallest > 0 && smallest % TRIED === 0 ? Math.min(most, 2 * LEAST) : wanted;
    },
  };
}
