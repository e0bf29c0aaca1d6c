import type { TenantTx } from '../tenant.ts';

/** What the gateway of one court has measured and learnt. */
export interface CourtRow {
  alias: string;
  /** closed | open | half-open */
  breakerState: string;
  breakerUntil: Date | null;
  statusBatch: number;
  documentBatch: number;
  lastRequestAt: Date | null;
  lastSuccessAt: Date | null;
  lastFailureAt: Date | null;
  lastError: string | null;
  lastLatencyMs: number | null;
  newestIndexedAt: Date | null;
  /** Median seconds between a movement and our first sight of it. */
  lagSeconds: number | null;
  lagSampleCount: number;
}

const COLUMNS = `alias, breaker_state as "breakerState", breaker_until as "breakerUntil", status_batch as "statusBatch",
  document_batch as "documentBatch", last_request_at as "lastRequestAt", last_success_at as "lastSuccessAt",
  last_failure_at as "lastFailureAt", last_error as "lastError", last_latency_ms as "lastLatencyMs",
  newest_indexed_at as "newestIndexedAt", lag_seconds as "lagSeconds", jsonb_array_length(lag_samples) as "lagSampleCount"`;

/** The courts that were asked at least once, by alias. */
export async function listCourts(tx: TenantTx): Promise<CourtRow[]> {
  const { rows } = await tx.client.query<CourtRow>(`select ${COLUMNS} from court.courts order by alias`);
  return rows;
}

/** One court, or undefined when it was never asked. */
export async function readCourt(tx: TenantTx, alias: string): Promise<CourtRow | undefined> {
  const { rows } = await tx.client.query<CourtRow>({
    name: 'read-court',
    text: `select ${COLUMNS} from court.courts where alias = $1`,
    values: [alias],
  });
  return rows[0];
}
