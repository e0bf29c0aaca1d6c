import { adopt } from './adoption.ts';
import type { Dispatcher } from './dispatcher.ts';
import type { Receiver, WorkerOptions } from './worker.ts';

const ADOPT_AGAIN_MS = 1_000;

/** What a worker does with a delivery: a hint to the mailbox, or a row for what was published by hand. */
export function createReceiver(
  options: Pick<WorkerOptions, 'runtime' | 'actor'>,
  dispatcher: Dispatcher,
  onError: (task: string, error: unknown) => void,
): Receiver {
  return {
    delivered: (tenant, key, id, delivery) => dispatcher.hint(tenant, key, { id, delivery }),
    woken: (tenant, key) => dispatcher.hint(tenant, key),
    handMade(message, delivery) {
      adopt(options.runtime, options.actor, message).then(
        (adopted) => {
          delivery.ack();
          if (adopted) dispatcher.hint(adopted.tenant, adopted.key);
        },
        (error) => {
          onError('adoption', error);
          delivery.release(ADOPT_AGAIN_MS);
        },
      );
    },
  };
}
