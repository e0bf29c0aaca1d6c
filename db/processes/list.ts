import type { TenantReader } from '../tenant.ts';
import { type CourtStatus, PROCESS_JSON, type ProcessRow, type ProcessStatus } from './read.ts';
import { type ProcessSearch, parseSearch } from './search.ts';

export interface ProcessFilters {
  status?: ProcessStatus;
  courtStatus?: CourtStatus;
  tag?: string;
  /** Acronym; `courtDigits` finds the cases whose court has not answered yet. */
  tribunal?: string;
  /** J and TR of the numbers of `tribunal`, three digits. */
  courtDigits?: string;
  closed?: boolean;
  /** Of the newest movement. */
  importance?: string;
  changedSince?: Date;
  /** Words of the label, tags, class, subjects or unit, and numbers whole or in part, masked or not. */
  q?: string;
}

export type ProcessSort = 'created' | 'changed';

export interface LastMovement {
  id: string;
  description: string;
  importance: string;
  /** ISO 8601. */
  occurredAt: string;
}

export interface ProcessListRow extends ProcessRow {
  lastMovement: LastMovement | null;
}

/** The firm's cases, newest (or most recently changed) first; `after` is the last one of the page before. */
export async function listProcesses(
  { tenantId, client }: TenantReader,
  filters: ProcessFilters,
  page: { sort: ProcessSort; limit: number; after?: { at: Date; id: string } },
): Promise<ProcessListRow[]> {
  const search: ProcessSearch = filters.q ? parseSearch(filters.q) : { words: null, numbers: [] };
  // Unnamed on purpose: planned with these very values, so that a filter left out costs nothing.
  const { rows } = await client.query<{ process: ProcessRow; lastMovement: LastMovement | null }>({
    text: page.sort === 'changed' ? LIST.changed : LIST.created,
    values: [
      tenantId,
      page.after?.at ?? null,
      page.after?.id ?? null,
      page.limit,
      filters.status ?? null,
      filters.courtStatus ?? null,
      filters.tag ?? null,
      filters.tribunal ?? null,
      filters.courtDigits ?? null,
      filters.closed ?? null,
      filters.importance ?? null,
      filters.changedSince ?? null,
      search.words,
      search.numbers,
    ],
  });
  return rows.map(({ process, lastMovement }) => ({ ...process, lastMovement }));
}

/** The instant that orders a list: what its cursor carries besides the id. */
export function sortInstant(row: ProcessRow, sort: ProcessSort): Date {
  return new Date(sort === 'changed' ? row.changedAt : row.createdAt);
}

// The last word of a search may be unfinished: its lexeme is matched as a prefix.
const list = (column: string) => `
  select ${PROCESS_JSON} as process, last.movement as "lastMovement"
  from processes p
  left join lateral (
    select json_build_object('id', m.id, 'description', m.description, 'importance', m.importance, 'occurredAt', m.occurred_at) as movement,
      m.importance
    from movements m
    where m.tenant_id = p.tenant_id and m.process_id = p.id and m.status = 'active'
    order by m.occurred_at desc, m.id desc limit 1) last on true
  where p.tenant_id = $1 and p.deleted_at is null
    and ($2::timestamptz is null or (p.${column}, p.id) < ($2, $3))
    and ($5::text is null or p.status = $5)
    and ($6::text is null or p.court_status = $6)
    and ($7::text is null or p.tags @> array[$7])
    and ($8::text is null or p.tribunal = $8 or (p.tribunal is null and substr(p.number, 14, 3) = $9))
    and ($10::boolean is null or p.closed = $10)
    and ($11::text is null or last.importance = $11)
    and ($12::timestamptz is null or p.changed_at >= $12)
    and ($13::text is null or p.search @@ (
      select (case when right(t, 1) = '''' then t || ':*' else t end)::tsquery
      from (select websearch_to_tsquery('portuguese', pt_fold($13))::text as t) as words))
    and not exists (
      select 1 from unnest($14::text[]) as fragment
      where p.number not like '%' || fragment || '%'
        and not p.search @@ plainto_tsquery('portuguese', fragment))
  order by p.${column} desc, p.id desc
  limit $4`;

const LIST = { created: list('created_at'), changed: list('changed_at') };
