/** The time limit of each handler of a turn, one after the other. */
export interface Deadline {
  /** Aborts when a handler takes too long, and with the partition. */
  readonly signal: AbortSignal;
  /** Settles with the work or when its time is over: a handler that ignores the signal holds nobody. */
  race(work: Promise<void>): Promise<void>;
  clear(): void;
}

/** Costs next to nothing until it is asked for its signal: most handlers are done before they could be late. */
export function createDeadline(timeoutMs: number, parent: AbortSignal): Deadline {
  let controller: AbortController | undefined;
  const follow = () => controller?.abort(parent.reason);
  const late = () =>
    controller?.abort(new DOMException(`the handler took longer than ${timeoutMs} ms`, 'TimeoutError'));

  function open(): AbortSignal {
    if (controller) return controller.signal;
    controller = new AbortController();
    if (parent.aborted) follow();
    else parent.addEventListener('abort', follow, { once: true });
    return controller.signal;
  }

  return {
    get signal() {
      return open();
    },
    race(work) {
      const signal = open();
      return new Promise((resolve, reject) => {
        const timer = setTimeout(late, timeoutMs);
        const lose = () => {
          clearTimeout(timer);
          reject(signal.reason);
        };
        if (signal.aborted) lose();
        else signal.addEventListener('abort', lose, { once: true });
        // After a lost race nobody listens any more: what a late handler throws is of no consequence.
        work.then(resolve, reject).finally(() => {
          clearTimeout(timer);
          signal.removeEventListener('abort', lose);
        });
      });
    },
    clear() {
      if (controller) parent.removeEventListener('abort', follow);
    },
  };
}
