import type { EventData, EventType } from '../../actors/contracts/events.ts';
import type { TenantTx } from '../tenant.ts';

/** What the latest event of a type says about one aggregate, or undefined. */
export async function latestEventOf<T extends EventType>(
  tx: TenantTx,
  aggregateId: string,
  type: T,
): Promise<EventData[T] | undefined> {
  const { rows } = await tx.client.query<{ data: EventData[T] }>({
    name: 'latest-event-of',
    text: 'select data from events where tenant_id = $1 and aggregate_id = $2 and type = $3 order by version desc limit 1',
    values: [tx.tenantId, aggregateId, type],
  });
  return rows[0]?.data;
}
