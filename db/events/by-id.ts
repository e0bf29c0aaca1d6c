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

/** The version of the newest event of each aggregate; of one without events nothing. */
export async function readVersions(
  tx: TenantTx,
  aggregateIds: readonly string[],
): Promise<Map<string, number>> {
  const { rows } = await tx.client.query<{ id: string; version: number }>({
    name: 'read-versions',
    text: `select a.id, e.version from unnest($2::text[]) as a(id) cross join lateral (
        select version from events where tenant_id = $1 and aggregate_id = a.id order by version desc limit 1) as e`,
    values: [tx.tenantId, aggregateIds],
  });
  return new Map(rows.map(({ id, version }) => [id, version]));
}
