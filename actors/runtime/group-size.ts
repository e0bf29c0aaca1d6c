/** Messages of a group are never fewer, however long they take: below that the transaction itself is most of the work. */
const LEAST = 8;
/** Of the pace, what a group changes: one odd group does not halve the next. */
const SHARE = 0.25;

/** How many messages the next group commit takes. */
export interface GroupSize {
  readonly messages: number;
  /** A group was committed. */
  committed(messages: number, ms: number): void;
}

/**
 * As many as are committed within `longestMs` at the pace of the groups before: what is urgent may come right behind a group and
 * waits for all of it. A kind whose turns write little is never held back by this, one that writes eight rows a message is.
 */
export function createGroupSize({ most, longestMs }: { most: number; longestMs: number }): GroupSize {
  let msEach = 0;
  return {
    get messages() {
      return msEach === 0 ? most : Math.min(most, Math.max(LEAST, Math.floor(longestMs / msEach)));
    },
    committed(messages, ms) {
      // A lone one says what a transaction costs, not a message.
      if (messages < LEAST) return;
      const each = ms / messages;
      msEach = msEach === 0 ? each : msEach + (each - msEach) * SHARE;
    },
  };
}
