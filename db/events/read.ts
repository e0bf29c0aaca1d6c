import type { EventEnvelope } from '../../actors/contracts/events.ts';
import type { TenantTx } from '../tenant.ts';
import { EVENT_COLUMNS } from './feed.ts';

/** One event of the bound firm, or undefined. */
export async function readEvent(tx: TenantTx, eventId: string): Promise<EventEnvelope | undefined> {
  const { rows } = await tx.client.query<EventEnvelope>({
    name: 'read-event',
    text: `select ${EVENT_COLUMNS} from events e where e.tenant_id = $1 and e.id = $2`,
    values: [tx.tenantId, eventId],
  });
  return rows[0];
}
