import type { TenantTx } from '../tenant.ts';

/** What a person knows already, or is to be told. */
export interface KnownNotices {
  /** Of the events asked for, `event channel`: decided before. */
  decided: Set<string>;
  /** Of the acts asked for, `dedup key channel`: told, or to be told. */
  acts: Set<string>;
}

export async function readKnown(
  tx: TenantTx,
  personId: string,
  about: { eventIds: readonly string[]; dedupKeys: readonly string[] },
): Promise<KnownNotices> {
  const { rows } = await tx.client.query<{ place: string; act: boolean }>({
    name: 'read-known',
    text: `select event_id || ' ' || channel as place, false as act from notices
        where tenant_id = $1 and person_id = $2 and event_id = any($3)
      union all
      select dedup_key || ' ' || channel, true from notices
        where tenant_id = $1 and person_id = $2 and dedup_key = any($4) and outcome <> 'suppressed'`,
    values: [tx.tenantId, personId, about.eventIds, about.dedupKeys],
  });
  const places = (wanted: boolean) =>
    new Set(rows.flatMap(({ place, act }) => (act === wanted ? place : [])));
  return { decided: places(false), acts: places(true) };
}
