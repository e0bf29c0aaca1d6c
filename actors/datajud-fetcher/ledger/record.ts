import { compactJson } from '../../../db/compact-json.ts';
import type { PoolClient } from '../../../db/pool.ts';
import type { Check, StoredDocument } from './digest.ts';

/** One request and what it told: all of it is written in the commit of the turn that made it. */
export interface Record {
  request: {
    id: string;
    alias: string;
    mode: 'delta' | 'status' | 'documents';
    askedAt: Date;
    answeredAt: Date;
    outcome: string;
    httpStatus: number | null;
    numbers: number;
    hits: number | null;
    error: string | null;
  };
  checks: Check[];
  documents: StoredDocument[];
  schedule: Schedule[];
  court: CourtReport;
}

/** When a case is asked about next. */
export interface Schedule {
  number: string;
  nextCheckAt: Date;
  /** null keeps it, and so on. */
  nextFullAt: Date | null;
  intervalSeconds: number | null;
  changeRate: number | null;
  closed: boolean | null;
  changed: boolean;
  /** A person's wish has been answered. */
  served: boolean;
  /** Newest index time among its documents in the answer, ISO 8601. */
  indexedAt: string | null;
  /** null when the court could not be asked: the case counts as checked before, not now. */
  result: string | null;
}

export interface CourtReport {
  alias: string;
  breakerState: string;
  breakerUntil: Date | null;
  statusBatch: number;
  documentBatch: number;
  ok: boolean;
  error: string | null;
  latencyMs: number;
  /** ISO 8601. */
  newestIndexedAt: string | null;
  /** Seconds from a movement to our first sight of it, the latest ones. */
  lags: number[];
}

/** Writes the ledger, the documents and the schedule. */
export async function writeRecord(client: PoolClient, record: Record): Promise<void> {
  const { request: r, checks, documents, schedule, court } = record;
  await writeRequest(client, r, checks);
  if (documents.length > 0) {
    // What says nothing else than before leaves its body here.
    const rows = documents.map(({ number, grau, contentHash, closed, changed, body: of, json }) => {
      const { sourceUpdatedAt, indexedAt } = of;
      const body = changed ? compactJson(json) : null;
      return { number, grau, contentHash, closed, changed, sourceUpdatedAt, indexedAt, body };
    });
    await client.query({
      name: 'ledger-documents',
      text: DOCUMENTS,
      values: [r.alias, r.id, r.answeredAt, JSON.stringify(rows)],
    });
  }
  if (schedule.length > 0) {
    await client.query({
      name: 'ledger-schedule',
      text: SCHEDULE,
      values: [r.alias, r.answeredAt, JSON.stringify(schedule)],
    });
  }
  await reportCourt(client, court, r.answeredAt);
}

/** Writes the evidence: the request, and what it said about each number. */
export async function writeRequest(
  client: PoolClient,
  r: Record['request'],
  checks: readonly Check[],
): Promise<void> {
  const took = r.answeredAt.getTime() - r.askedAt.getTime();
  await client.query({
    name: 'ledger-request',
    text: REQUEST,
    values: [
      r.id,
      r.alias,
      r.mode,
      r.askedAt,
      r.answeredAt,
      r.outcome,
      r.httpStatus,
      r.numbers,
      r.hits,
      took,
      r.error,
      JSON.stringify(checks),
    ],
  });
}

async function reportCourt(client: PoolClient, c: CourtReport, at: Date): Promise<void> {
  const values = [
    c.alias,
    c.breakerState,
    c.breakerUntil,
    c.statusBatch,
    c.documentBatch,
    at,
    c.ok,
    c.error,
    c.latencyMs,
    c.newestIndexedAt,
    JSON.stringify(c.lags),
    median(c.lags),
  ];
  await client.query({ name: 'ledger-court', text: COURT, values });
}

function median(samples: readonly number[]): number | null {
  return [...samples].sort((a, b) => a - b)[Math.floor(samples.length / 2)] ?? null;
}

const REQUEST = `
  with request as (
    insert into court.requests (id, alias, mode, asked_at, answered_at, outcome, http_status, numbers, hits, took_ms, error)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
  )
  insert into court.checks (number, alias, request_id, checked_at, result, source_updated_at)
  select number, $2, $1, $5, result, "sourceUpdatedAt"
  from json_to_recordset($12) as c(number text, result text, "sourceUpdatedAt" timestamptz)`;

// A body is written only when it says something else: most answers move nothing but the stamps.
const DOCUMENTS = `
  with told as (
    select * from json_to_recordset($4) as d(number text, grau text, "contentHash" text, body text, closed boolean, changed boolean,
      "sourceUpdatedAt" timestamptz, "indexedAt" timestamptz)
  ), restamped as (
    update court.documents d set source_updated_at = t."sourceUpdatedAt", indexed_at = t."indexedAt", fetched_at = $3, request_id = $2
    from told t where not t.changed and d.alias = $1 and d.number = t.number and d.grau = t.grau
  )
  insert into court.documents (alias, number, grau, content_hash, body, closed, source_updated_at, indexed_at, first_seen_at, fetched_at, request_id)
  select $1, number, grau, "contentHash", decode(body, 'base64'), closed, "sourceUpdatedAt", "indexedAt", $3, $3, $2 from told where changed
  on conflict (alias, number, grau) do update set content_hash = excluded.content_hash, body = excluded.body, closed = excluded.closed,
    source_updated_at = excluded.source_updated_at, indexed_at = excluded.indexed_at, fetched_at = excluded.fetched_at,
    request_id = excluded.request_id`;

const SCHEDULE = `
  update court.cases c set
    next_check_at = s."nextCheckAt", next_full_at = coalesce(s."nextFullAt", c.next_full_at),
    interval_seconds = coalesce(s."intervalSeconds", c.interval_seconds), change_rate = coalesce(s."changeRate", c.change_rate),
    closed = coalesce(s.closed, c.closed), indexed_at = greatest(c.indexed_at, s."indexedAt"),
    urgent_since = case when s.served then null else c.urgent_since end,
    last_checked_at = case when s.result is null then c.last_checked_at else $2 end,
    last_result = coalesce(s.result, c.last_result),
    last_changed_at = case when s.changed then $2 else c.last_changed_at end
  from json_to_recordset($3) as s(number text, "nextCheckAt" timestamptz, "nextFullAt" timestamptz, "intervalSeconds" int, "changeRate" real,
    closed boolean, changed boolean, served boolean, "indexedAt" timestamptz, result text)
  where c.alias = $1 and c.number = s.number`;

const COURT = `
  insert into court.courts as c (alias, breaker_state, breaker_until, status_batch, document_batch, last_request_at, last_success_at,
    last_failure_at, last_error, last_latency_ms, newest_indexed_at, lag_samples, lag_seconds)
  values ($1, $2, $3, $4, $5, $6::timestamptz, case when $7 then $6::timestamptz end, case when not $7 then $6::timestamptz end,
    $8, $9, $10, $11::jsonb, $12)
  on conflict (alias) do update set
    breaker_state = $2, breaker_until = $3, status_batch = $4, document_batch = $5, last_request_at = $6,
    last_success_at = coalesce(excluded.last_success_at, c.last_success_at),
    last_failure_at = coalesce(excluded.last_failure_at, c.last_failure_at),
    last_error = $8, last_latency_ms = $9, newest_indexed_at = greatest(c.newest_indexed_at, excluded.newest_indexed_at),
    lag_samples = $11::jsonb, lag_seconds = $12`;
