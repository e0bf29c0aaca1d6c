import type { TenantReader } from '../tenant.ts';
import { markedProcesses } from './marked.ts';
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

export interface ProcessPage {
  sort: ProcessSort;
  limit: number;
  /** The last one of the page before. */
  after?: { at: Date; id: string };
}

/**
 * The firm's cases, newest (or most recently changed) first. What a tag or a search asks for is looked for among the next few
 * hundred cases; where those do not fill the page it is rare, and an index tells where the rest are.
 */
export async function listProcesses(
  reader: TenantReader,
  filters: ProcessFilters,
  page: ProcessPage,
): Promise<ProcessListRow[]> {
  const search: ProcessSearch = filters.q ? parseSearch(filters.q) : { words: null, numbers: [] };
  const { sort } = page;
  const read = (text: string, ids?: string[]) => readList(reader, text, { filters, search, page, ids });
  if (search.words === null && search.numbers.length === 0 && filters.tag === undefined)
    return read(ALL[sort]);
  const near = await read(NEAR[sort]);
  if (near.length === page.limit) return near;
  return read(ALL[sort], await markedProcesses(reader, search, filters.tag));
}

async function readList(
  { tenantId, client }: TenantReader,
  text: string,
  asked: { filters: ProcessFilters; search: ProcessSearch; page: ProcessPage; ids: string[] | undefined },
): Promise<ProcessListRow[]> {
  const { filters, search, page, ids } = asked;
  // Unnamed on purpose: planned with these very values, so that a filter left out costs nothing.
  const { rows } = await client.query<{ process: ProcessRow; lastMovement: LastMovement | null }>({
    text,
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
      ids ?? null,
    ],
  });
  return rows.map(({ process, lastMovement }) => ({ ...process, lastMovement }));
}

/** The instant that orders a list: what its cursor carries besides the id. */
export function sortInstant(row: ProcessRow, sort: ProcessSort): Date {
  return new Date(sort === 'changed' ? row.changedAt : row.createdAt);
}

// The newest movements are looked up for the cases of the page alone.
const list = (cases: string, column: string) => `
  select ${PROCESS_JSON} as process, last.movement as "lastMovement"
  from (
    select * from ${cases} p
    where p.tenant_id = $1 and p.deleted_at is null
      and ($2::timestamptz is null or (p.${column}, p.id) < ($2, $3))
      and ($5::text is null or p.status = $5)
      and ($6::text is null or p.court_status = $6)
      and ($7::text is null or p.tags @> array[$7])
      and ($8::text is null or p.court = any(array[$8, $9]))
      and ($10::boolean is null or p.closed = $10)
      and ($11::text is null or p.last_importance = $11)
      and ($12::timestamptz is null or p.changed_at >= $12)
      and ($13::text is null or p.search @@ pt_query($13))
      and ($14::text[] = '{}' or not exists (
        select 1 from unnest($14) as fragment
        where p.number not like '%' || fragment || '%'
          and not p.search @@ plainto_tsquery('portuguese', fragment)))
      and ($15::text[] is null or p.id = any($15))
    order by p.${column} desc, p.id desc
    limit $4) p
  left join lateral (
    select json_build_object('id', m.id, 'description', m.description, 'importance', m.importance, 'occurredAt', m.occurred_at) as movement
    from movements m
    where m.tenant_id = p.tenant_id and m.process_id = p.id and m.status = 'active'
    order by m.occurred_at desc, m.id desc limit 1) last on true
  order by p.${column} desc, p.id desc`;

const near = (column: string) => `(
    select * from processes
    where tenant_id = $1 and deleted_at is null and ($2::timestamptz is null or (${column}, id) < ($2, $3))
    order by ${column} desc, id desc
    limit 500)`;

const ALL = { created: list('processes', 'created_at'), changed: list('processes', 'changed_at') };
const NEAR = {
  created: list(near('created_at'), 'created_at'),
  changed: list(near('changed_at'), 'changed_at'),
};
