import type { Pool } from '../pool.ts';
import type { TenantTx } from '../tenant.ts';

/** A delivery that was given up because it had waited too long. */
export interface Expired {
  id: string;
  eventId: string;
  attempts: number;
  createdAt: Date;
}

/** Clears the bodies and attempts of deliveries that ended before a moment, the oldest first. Answers how many they were. */
export async function clearEnded(
  tx: TenantTx,
  endpointId: string,
  before: Date,
  limit: number,
): Promise<number> {
  const { rowCount } = await tx.client.query({
    name: 'clear-ended',
    text: `with ended as materialized (
        select id from webhook_deliveries
        where tenant_id = $1 and endpoint_id = $2 and state <> 'pending' and body is not null and finished_at < $3
        order by finished_at limit $4
      ), forgotten as (
        delete from webhook_attempts a using ended e where a.tenant_id = $1 and a.delivery_id = e.id
      )
      update webhook_deliveries d set body = null from ended e where d.tenant_id = $1 and d.id = e.id`,
    values: [tx.tenantId, endpointId, before, limit],
  });
  return rowCount ?? 0;
}

/** Gives up what has been due since before a moment, the oldest first. */
export async function expireWaiting(
  tx: TenantTx,
  endpointId: string,
  { before, reason, now }: { before: Date; reason: string; now: Date },
  limit: number,
): Promise<Expired[]> {
  const { rows } = await tx.client.query<Expired>({
    name: 'expire-waiting',
    text: `with waiting as materialized (
        select id from webhook_deliveries
        where tenant_id = $1 and endpoint_id = $2 and state = 'pending' and next_attempt_at < $3
        order by next_attempt_at, position limit $4
      )
      update webhook_deliveries d set state = 'aborted', finished_at = $5, next_attempt_at = null, last_error = $6
      from waiting w where d.tenant_id = $1 and d.id = w.id
      returning d.id, d.event_id as "eventId", d.attempts, d.created_at as "createdAt"`,
    values: [tx.tenantId, endpointId, before, limit, now, reason],
  });
  return rows;
}

/** Takes away the log and the numbers of an endpoint that was deleted: nothing can be sent to it again. Answers whether that was all. */
export async function forgetLog(tx: TenantTx, endpointId: string, limit: number): Promise<boolean> {
  const gone = await Promise.all([
    tx.client.query({
      name: 'forget-log',
      text: `with old as materialized (
          select id from webhook_deliveries where tenant_id = $1 and endpoint_id = $2 order by position limit $3
        ), forgotten as (
          delete from webhook_attempts a using old o where a.tenant_id = $1 and a.delivery_id = o.id
        )
        delete from webhook_deliveries d using old o where d.tenant_id = $1 and d.id = o.id`,
      values: [tx.tenantId, endpointId, limit],
    }),
    tx.client.query({
      name: 'forget-sequences',
      text: `with old as materialized (
          select process_id from webhook_sequences where tenant_id = $1 and endpoint_id = $2 limit $3
        )
        delete from webhook_sequences s using old o
        where s.tenant_id = $1 and s.endpoint_id = $2 and s.process_id = o.process_id`,
      values: [tx.tenantId, endpointId, limit],
    }),
  ]);
  return gone.every(({ rowCount }) => (rowCount ?? 0) < limit);
}

/** How an endpoint stands, and stays until the end of the transaction. */
export async function holdStanding(
  tx: TenantTx,
  endpointId: string,
): Promise<{ status: string; deletedAt: Date | null } | undefined> {
  const { rows } = await tx.client.query<{ status: string; deletedAt: Date | null }>({
    name: 'hold-standing',
    text: `select status, deleted_at as "deletedAt" from webhook_endpoints where tenant_id = $1 and id = $2 for share`,
    values: [tx.tenantId, endpointId],
  });
  return rows[0];
}

/** Endpoints of all firms with something that is older than so many days, in their order after one of them. Role lux_runtime. */
export async function endpointsToClear(
  pool: Pool,
  days: number,
  after: { tenantId: string; id: string } | undefined,
  limit: number,
): Promise<{ tenantId: string; id: string }[]> {
  const { rows } = await pool.query<{ tenantId: string; id: string }>(
    'select tenant_id as "tenantId", id from auth.webhooks_to_clear($1, $2, $3, $4)',
    [days, after?.tenantId ?? '', after?.id ?? '', limit],
  );
  return rows;
}
