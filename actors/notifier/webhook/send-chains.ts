import type { DueDelivery } from '../../../db/webhooks/lane.ts';
import type { Chain } from './plan.ts';
import type { Result } from './post-delivery.ts';

export interface Sending {
  chains: readonly Chain[];
  /** Posts at once. */
  parallel: number;
  /** New posts begin within this time; those under way may end. */
  budgetMs: number;
  /** Milliseconds to wait before the next post, 0 for none. Asked before each; a wait takes nothing. */
  waitMs: () => number;
  post: (delivery: DueDelivery) => Promise<Result>;
  signal: AbortSignal;
}

export interface Sent {
  results: Result[];
  /** The endpoint's rate lets nothing go before then (monotonic milliseconds from now); 0 when it does. */
  rateWaitMs: number;
}

/**
 * Sends chains side by side. A chain ends with its first delivery that is to be retried; everything ends when the
 * receiver asks to slow down or for no more, when the rate is used up for longer than the turn, or with the signal.
 */
export async function sendChains(sending: Sending): Promise<Sent> {
  const { chains, parallel, budgetMs, signal } = sending;
  const results: Result[] = [];
  const endsAt = performance.now() + budgetMs;
  let rateWaitMs = 0;
  let stopped = false;
  let next = 0;

  async function mayGo(): Promise<boolean> {
    while (!stopped && !signal.aborted && performance.now() < endsAt) {
      const wait = sending.waitMs();
      if (wait === 0) return true;
      if (performance.now() + wait >= endsAt) {
        rateWaitMs = wait;
        stopped = true;
      } else await new Promise((resolve) => setTimeout(resolve, wait));
    }
    return false;
  }

  async function sendOne(chain: Chain): Promise<void> {
    for (const delivery of chain) {
      if (!(await mayGo())) return;
      const result = await sending.post(delivery);
      results.push(result);
      const { decision } = result;
      if (decision.throttleUntil || decision.disable || signal.aborted) stopped = true;
      if (decision.outcome === 'retry') return;
    }
  }

  async function work(): Promise<void> {
    for (let chain = chains[next++]; chain; chain = chains[next++]) await sendOne(chain);
  }

  const workers = Array.from({ length: Math.min(parallel, chains.length) }, work);
  // All of them end before an error goes on: none may post behind the back of the next turn.
  const ended = await Promise.allSettled(workers);
  for (const end of ended) if (end.status === 'rejected') throw end.reason;
  return { results, rateWaitMs };
}
