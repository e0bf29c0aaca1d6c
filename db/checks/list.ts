import type { TenantTx } from '../tenant.ts';

/** unchanged | changed | found | absent | unavailable | no-index */
export type CheckResult = 'unchanged' | 'changed' | 'found' | 'absent' | 'unavailable' | 'no-index';

/** One line of the negative-evidence ledger: what one request to a court told about one case. */
export interface CheckRow {
  alias: string;
  requestId: string;
  checkedAt: Date;
  result: CheckResult;
  /** The court's own timestamp of what it told us. */
  sourceUpdatedAt: Date | null;
  askedAt: Date;
  /** null when no answer came. */
  answeredAt: Date | null;
  /** delta | status | documents */
  mode: string;
  outcome: string;
  httpStatus: number | null;
  error: string | null;
}

export interface CheckFilters {
  alias?: string;
  result?: string;
  since?: Date;
  until?: Date;
}

/**
 * Checks of a number since the firm watches it (`watchedSince`), newest first; `after` is the last line of the page before.
 * Row-level security hides what was asked for others before that.
 */
export async function listChecks(
  tx: TenantTx,
  process: { number: string; watchedSince: Date },
  filters: CheckFilters,
  page: { limit: number; after?: { requestId: string; alias: string } },
): Promise<CheckRow[]> {
  const { rows } = await tx.client.query<CheckRow>({
    text: LIST,
    values: [
      process.number,
      process.watchedSince,
      page.after?.requestId ?? null,
      page.after?.alias ?? null,
      page.limit,
      filters.alias ?? null,
      filters.result ?? null,
      filters.since ?? null,
      filters.until ?? null,
    ],
  });
  return rows;
}

// Request ids are time-sortable, so the key of the ledger is its order.
const LIST = `
  select c.alias, c.request_id as "requestId", c.checked_at as "checkedAt", c.result, c.source_updated_at as "sourceUpdatedAt",
    r.asked_at as "askedAt", r.answered_at as "answeredAt", r.mode, r.outcome, r.http_status as "httpStatus", r.error
  from court.checks c join court.requests r on r.id = c.request_id
  where c.number = $1 and c.checked_at >= $2
    and ($3::text is null or (c.request_id, c.alias) < ($3, $4))
    and ($6::text is null or c.alias = $6)
    and ($7::text is null or c.result = $7)
    and ($8::timestamptz is null or c.checked_at >= $8)
    and ($9::timestamptz is null or c.checked_at < $9)
  order by c.request_id desc, c.alias desc
  limit $5`;
