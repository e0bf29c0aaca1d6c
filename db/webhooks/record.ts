import type { TenantTx } from '../tenant.ts';
import type { DeliveryState } from './deliveries.ts';

/** What an attempt made of a delivery. Dates as ISO 8601. */
export interface DeliveryChange {
  id: string;
  state: DeliveryState;
  attempts: number;
  nextAttemptAt: string | null;
  lastStatus: number | null;
  lastError: string | null;
  finishedAt: string | null;
  /** Rendered anew; null leaves it. */
  body: string | null;
}

export interface NewAttempt {
  id: string;
  deliveryId: string;
  attemptedAt: string;
  durationMs: number;
  status: number | null;
  /** delivered | retry | failed | aborted | disabled */
  outcome: string;
  error: string | null;
  responseHeaders: Readonly<Record<string, string>> | null;
  responseBody: string | null;
}

/** Deliveries of one process behind `position` wait until then. */
export interface HoldBack {
  processId: string;
  position: number;
  until: string;
}

/** Writes attempts down, and what became of their deliveries. One that was aborted meanwhile stays so. */
export async function recordAttempts(
  tx: TenantTx,
  endpointId: string,
  changes: readonly DeliveryChange[],
  attempts: readonly NewAttempt[],
): Promise<void> {
  if (changes.length === 0) return;
  await Promise.all([
    tx.client.query({
      name: 'record-deliveries',
      text: `update webhook_deliveries d set state = c.state, attempts = c.attempts, next_attempt_at = c."nextAttemptAt",
          last_status = c."lastStatus", last_error = c."lastError", finished_at = c."finishedAt", body = coalesce(c.body, d.body)
        from json_to_recordset($3) as c(id text, state text, attempts int, "nextAttemptAt" timestamptz, "lastStatus" int,
          "lastError" text, "finishedAt" timestamptz, body text)
        where d.tenant_id = $1 and d.endpoint_id = $2 and d.id = c.id and d.state = 'pending'`,
      values: [tx.tenantId, endpointId, JSON.stringify(changes)],
    }),
    // Attempts are numbered over all rounds; a resend begins to count its schedule anew.
    tx.client.query({
      name: 'record-attempts',
      text: `insert into webhook_attempts (tenant_id, id, endpoint_id, delivery_id, attempt, attempted_at, duration_ms, status,
          outcome, error, response_headers, response_body)
        select $1, id, $2, "deliveryId", 1 + coalesce(
            (select max(a.attempt) from webhook_attempts a where a.tenant_id = $1 and a.delivery_id = n."deliveryId"), 0),
          "attemptedAt", "durationMs", status, outcome, error, "responseHeaders", "responseBody"
        from json_to_recordset($3) as n(id text, "deliveryId" text, "attemptedAt" timestamptz, "durationMs" int, status int,
          outcome text, error text, "responseHeaders" jsonb, "responseBody" text)`,
      values: [tx.tenantId, endpointId, JSON.stringify(attempts)],
    }),
  ]);
}

/** An earlier delivery of the process is tried again later: those behind it are due no sooner. */
export async function holdBack(tx: TenantTx, endpointId: string, holds: readonly HoldBack[]): Promise<void> {
  if (holds.length === 0) return;
  await tx.client.query({
    name: 'hold-deliveries',
    text: `update webhook_deliveries d set next_attempt_at = h.until
      from json_to_recordset($3) as h("processId" text, position bigint, until timestamptz)
      where d.tenant_id = $1 and d.endpoint_id = $2 and d.process_id = h."processId" and d.state = 'pending'
        and d.position > h.position and d.next_attempt_at < h.until`,
    values: [tx.tenantId, endpointId, JSON.stringify(holds)],
  });
}

/** What held these processes back is over: those behind it are due now, unless they have a retry of their own before them. */
export async function letGo(
  tx: TenantTx,
  endpointId: string,
  processIds: readonly string[],
  now: Date,
): Promise<void> {
  if (processIds.length === 0) return;
  await tx.client.query({
    name: 'let-deliveries-go',
    text: `update webhook_deliveries set next_attempt_at = $4
      where tenant_id = $1 and endpoint_id = $2 and process_id = any($3) and state = 'pending' and attempts = 0
        and next_attempt_at > $4`,
    values: [tx.tenantId, endpointId, processIds, now],
  });
}
