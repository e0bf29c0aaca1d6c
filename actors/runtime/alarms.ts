import type { Mailbox } from './mailbox.ts';

/** One timer for each sleeping mailbox, however often it is told to sleep. */
export interface Alarms {
  /** Rings after `ms`, in place of the time set before. */
  set(box: Mailbox, ms: number): void;
  clear(box: Mailbox): void;
  readonly size: number;
}

// setTimeout takes 31 bits; who sleeps longer is woken to look and sleeps again.
const LONGEST_MS = 3_600_000;

export function createAlarms(ring: (box: Mailbox) => void): Alarms {
  const timers = new Map<Mailbox, ReturnType<typeof setTimeout>>();
  return {
    get size() {
      return timers.size;
    },
    set(box, ms) {
      clearTimeout(timers.get(box));
      const timer = setTimeout(
        () => {
          timers.delete(box);
          ring(box);
        },
        Math.min(Math.max(1, ms), LONGEST_MS),
      );
      timers.set(box, timer);
    },
    clear(box) {
      clearTimeout(timers.get(box));
      timers.delete(box);
    },
  };
}
