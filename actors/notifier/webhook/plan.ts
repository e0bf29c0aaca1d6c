import type { DueDelivery } from '../../../db/webhooks/lane.ts';
import type { HoldBack } from '../../../db/webhooks/record.ts';

/** Deliveries that go one after the other, each when the one before it is done. */
export type Chain = readonly DueDelivery[];

/**
 * What of the due deliveries may be sent: those of one process in order, and only behind nothing that is still pending
 * and not due itself. Those that must wait are to be held back until what blocks them is due, so that they are not
 * looked at again and again.
 */
export function planTurn(due: readonly DueDelivery[]): { chains: Chain[]; holds: HoldBack[] } {
  const chains: Chain[] = [];
  const holds: HoldBack[] = [];
  const byProcess = new Map<string, DueDelivery[]>();
  for (const delivery of due) {
    const { processId } = delivery;
    if (processId === null) {
      chains.push([delivery]);
      continue;
    }
    const chain = byProcess.get(processId);
    if (chain) chain.push(delivery);
    else {
      const begun = [delivery];
      byProcess.set(processId, begun);
      chains.push(begun);
    }
  }
  for (const [processId, deliveries] of byProcess) {
    deliveries.sort((a, b) => a.position - b.position);
    // The one at place n may go when exactly the n before it are all that is pending before it.
    const blocked = deliveries.findIndex((delivery, place) => delivery.before !== place);
    if (blocked === -1) continue;
    const [first] = deliveries.splice(blocked);
    if (!first?.beforeUntil) continue;
    holds.push({ processId, position: first.position - 1, until: first.beforeUntil.toISOString() });
  }
  return { chains: chains.filter((chain) => chain.length > 0), holds };
}
