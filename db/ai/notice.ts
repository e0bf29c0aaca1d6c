import type { TenantTx } from '../tenant.ts';

/** Movements told by events of the bound firm, by case. */
export async function movementsOfEvents(
  tx: TenantTx,
  eventIds: readonly string[],
): Promise<{ processId: string; movementIds: string[] }[]> {
  const { rows } = await tx.client.query<{ processId: string; movementIds: string[] }>({
    name: 'ai-movements-of-events',
    text: `select aggregate_id as "processId", array_agg(data #>> '{movement,id}' order by position) as "movementIds"
      from events where tenant_id = $1 and id = any($2) and type = 'movement.detected'
        and data #>> '{movement,importance}' in ('critical', 'high')
      group by aggregate_id`,
    values: [tx.tenantId, eventIds],
  });
  return rows;
}
