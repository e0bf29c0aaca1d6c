/** The time limit of each handler of a turn, one after the other. */
export interface Deadline {
  /** Aborts when a handler takes too long, and with the partition. */
  readonly signal: AbortSignal;
  /** Settles with the work or when its time is over: a handler that ignores the signal holds nobody. */
  race(work: Promise<void>): Promise<void>;
  clear(): void;
}

export function createDeadline(timeoutMs: number, parent: AbortSignal): Deadline {
  const controller = new AbortController();
  const { signal } = controller;
  const follow = () => controller.abort(parent.reason);
  if (parent.aborted) follow();
  else parent.addEventListener('abort', follow, { once: true });
  const late = () =>
    controller.abort(new DOMException(`the handler took longer than ${timeoutMs} ms`, 'TimeoutError'));

  return {
    signal,
    race(work) {
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
    clear: () => parent.removeEventListener('abort', follow),
  };
}
