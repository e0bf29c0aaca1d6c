import type { TenantTx } from '../tenant.ts';

/** What happened at one attempt, with the first 4 KB of the receiver's answer. */
export interface Attempt {
  id: string;
  attempt: number;
  attemptedAt: Date;
  durationMs: number;
  /** HTTP status; null when no answer came. */
  status: number | null;
  /** delivered | retry | failed | aborted | disabled */
  outcome: string;
  error: string | null;
  responseHeaders: Record<string, string> | null;
  responseBody: string | null;
}

/** Attempts of one delivery in order; `after` is the last one of the page before. */
export async function listAttempts(
  tx: TenantTx,
  deliveryId: string,
  page: { limit: number; after?: { attempt: number; id: string } },
): Promise<Attempt[]> {
  const { rows } = await tx.client.query<Attempt>({
    text: `select id, attempt, attempted_at as "attemptedAt", duration_ms as "durationMs", status, outcome, error,
        response_headers as "responseHeaders", response_body as "responseBody"
      from webhook_attempts
      where tenant_id = $1 and delivery_id = $2 and ($3::int is null or (attempt, id) > ($3, $4))
      order by attempt, id limit $5`,
    values: [tx.tenantId, deliveryId, page.after?.attempt ?? null, page.after?.id ?? null, page.limit],
  });
  return rows;
}
