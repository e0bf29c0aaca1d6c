import type { Firm } from '../workload/firms.ts';
import type { Receipt } from '../workload/receivers.ts';
import type { Finding } from './finding.ts';
import type { StoredEvent } from './history.ts';

/**
 * What receivers got, against the events. Delivered at least once under an id that never changes: a repetition with the same id
 * and the same bytes is right, a second id for an event is not. First arrivals of a case come in the order of its numbers, and the
 * numbers, which have no holes, are in the order of its events.
 */
export function auditWebhooks(
  events: readonly StoredEvent[],
  receipts: readonly Receipt[],
  firms: readonly Firm[],
): Finding[] {
  const lost: string[] = [];
  const twice: string[] = [];
  const mixed: string[] = [];
  const order: string[] = [];
  const eventsOf = Map.groupBy(events.filter(isSubscribed), ({ tenant_id }) => tenant_id);
  const receiptsOf = Map.groupBy(receipts, ({ firm }) => firm);
  let due = 0;
  for (const [firm, { tenantId }] of firms.entries()) {
    const own = new Map((eventsOf.get(tenantId) ?? []).map((event) => [event.id, event]));
    const first = new Map<string, Receipt>();
    due += own.size;
    for (const receipt of receiptsOf.get(firm) ?? []) {
      const { eventId, webhookId, hash } = receipt;
      const event = own.get(eventId);
      if (!event || (receipt.processId ?? event.aggregate_id) !== event.aggregate_id)
        mixed.push(`${eventId} at the receiver of firm ${firm}`);
      const before = first.get(eventId);
      if (!before) first.set(eventId, receipt);
      else if (before.webhookId !== webhookId)
        twice.push(`${eventId} as ${before.webhookId} and ${webhookId}`);
      else if (before.hash !== hash) twice.push(`${webhookId} with two bodies`);
    }
    for (const id of own.keys())
      if (!first.has(id)) lost.push(`${id} (${own.get(id)?.type}) to firm ${firm}`);
    order.push(...disorder([...first.values()], own));
  }
  const of = 'webhooks';
  return [
    { check: 'lost', of, looked: due, wrong: lost },
    { check: 'twice', of, looked: receipts.length, wrong: twice },
    { check: 'cross-tenant', of, looked: receipts.length, wrong: mixed },
    { check: 'order', of, looked: due, wrong: order },
  ];
}

const isSubscribed = ({ type }: StoredEvent) => /^(process|movement)\./.test(type);

function disorder(arrived: readonly Receipt[], own: ReadonlyMap<string, StoredEvent>): string[] {
  const wrong: string[] = [];
  const cases = Map.groupBy(
    arrived.filter(({ sequence }) => sequence !== null),
    ({ sequence }) => sequence?.process ?? '',
  );
  for (const [process, list] of cases) {
    let version = 0;
    for (const [i, { sequence, eventId }] of list.entries()) {
      if (sequence?.number !== i + 1)
        wrong.push(`${process}: number ${sequence?.number} came as the ${i + 1}th`);
      const of = own.get(eventId)?.version ?? 0;
      if (of <= version) wrong.push(`${process}: version ${of} is numbered after ${version}`);
      version = of;
    }
  }
  return wrong;
}
