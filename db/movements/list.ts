import type { MovementComplement } from '../../actors/contracts/court-document.ts';
import type { Importance, Origin } from '../../actors/contracts/events.ts';
import type { TenantTx } from '../tenant.ts';

export interface MovementRow {
  id: string;
  alias: string;
  grau: string;
  /** TPU code of the leaf. */
  code: number;
  name: string;
  description: string;
  occurredAt: Date;
  complements: MovementComplement[];
  unitName: string | null;
  importance: Importance;
  group: string;
  origin: Origin;
  status: 'active' | 'withdrawn';
  detectedAt: Date;
  amendedAt: Date | null;
}

export interface MovementFilters {
  alias?: string;
  grau?: string;
  importance?: string[];
  group?: string;
  status?: 'active' | 'withdrawn';
  /** That happened at this instant or later. */
  since?: Date;
  /** That we saw first (or saw amended) at this instant or later. */
  detectedSince?: Date;
}

/** Movements of one case, newest first; `after` is the last one of the page before. */
export async function listMovements(
  tx: TenantTx,
  processId: string,
  filters: MovementFilters,
  page: { limit: number; after?: { occurredAt: Date; id: string } },
): Promise<MovementRow[]> {
  const { rows } = await tx.client.query<MovementRow>({
    text: LIST,
    values: [
      tx.tenantId,
      processId,
      page.after?.occurredAt ?? null,
      page.after?.id ?? null,
      page.limit,
      filters.alias ?? null,
      filters.grau ?? null,
      filters.importance ?? null,
      filters.group ?? null,
      filters.status ?? null,
      filters.since ?? null,
      filters.detectedSince ?? null,
    ],
  });
  return rows;
}

const LIST = `
  select id, alias, grau, code, name, description, occurred_at as "occurredAt", complements, unit_name as "unitName",
    importance, "group", origin, status, detected_at as "detectedAt", amended_at as "amendedAt"
  from movements
  where tenant_id = $1 and process_id = $2
    and ($3::timestamptz is null or (occurred_at, id) < ($3, $4))
    and ($6::text is null or alias = $6)
    and ($7::text is null or grau = $7)
    and ($8::text[] is null or importance = any($8))
    and ($9::text is null or "group" = $9)
    and ($10::text is null or status = $10)
    and ($11::timestamptz is null or occurred_at >= $11)
    and ($12::timestamptz is null or detected_at >= $12 or amended_at >= $12)
  order by occurred_at desc, id desc
  limit $5`;
