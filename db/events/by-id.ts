import type { EventEnvelope } from '../../actors/contracts/events.ts';
import type { TenantTx } from '../tenant.ts';
import { EVENT_COLUMNS } from './feed.ts';

/** Those of the bound firm's events that are asked for, in the order in which they were appended. */
export async function readEvents(tx: TenantTx, eventIds: readonly string[]): Promise<EventEnvelope[]> {
  const { rows } = await tx.client.query<EventEnvelope>({
    name: 'read-events',
    text: `select ${EVENT_COLUMNS} from events e where e.tenant_id = $1 and e.id = any($2) order by e.position`,
    values: [tx.tenantId, eventIds],
  });
  return rows;
}
