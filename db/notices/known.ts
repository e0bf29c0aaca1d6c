import type { TenantTx } from '../tenant.ts';

/** Which of these events were decided about for a person, as `event channel`. */
export async function readDecided(
  tx: TenantTx,
  personId: string,
  eventIds: readonly string[],
): Promise<Set<string>> {
  const { rows } = await tx.client.query<{ place: string }>({
    name: 'read-decided',
    text: `select event_id || ' ' || channel as place from notices where tenant_id = $1 and person_id = $2 and event_id = any($3)`,
    values: [tx.tenantId, personId, eventIds],
  });
  return new Set(rows.map(({ place }) => place));
}

/** Which of these acts were told to a person or are to be, as `dedup key channel`. */
export async function readActs(
  tx: TenantTx,
  personId: string,
  dedupKeys: readonly string[],
): Promise<Set<string>> {
  const { rows } = await tx.client.query<{ act: string }>({
    name: 'read-acts',
    text: `select dedup_key || ' ' || channel as act from notices
      where tenant_id = $1 and person_id = $2 and dedup_key = any($3) and outcome <> 'suppressed'`,
    values: [tx.tenantId, personId, dedupKeys],
  });
  return new Set(rows.map(({ act }) => act));
}
