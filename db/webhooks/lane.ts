import type { TenantTx } from '../tenant.ts';
import type { EndpointStatus, SealedSecret, SealedSigningKey } from './endpoint.ts';

/** What sending to an endpoint needs of it. */
export interface LaneEndpoint {
  url: string;
  status: EndpointStatus;
  deleted: boolean;
  includeSealed: boolean;
  ratePerSecond: number | null;
  consecutiveFailures: number;
  /** Newest first. */
  secrets: SealedSecret[];
  signingKeys: SealedSigningKey[];
}

/** A delivery whose time has come. */
export interface DueDelivery {
  id: string;
  eventId: string;
  eventType: string;
  processId: string | null;
  position: number;
  attempts: number;
  resend: boolean;
  body: string;
  /** The process, or the one that a report or a summary names, is sealed by now. */
  sealed: boolean;
  /** Pending deliveries of the same process before this one. */
  before: number;
  /** The latest time at which one of those is due. */
  beforeUntil: Date | null;
}

export interface Lane {
  endpoint: LaneEndpoint;
  due: DueDelivery[];
  /** The newest delivery that this snapshot shows; 0 for none. */
  newest: number;
}

/** An endpoint with the first deliveries that are due at `now`; undefined when there is no such endpoint. */
export async function readLane(
  tx: TenantTx,
  endpointId: string,
  now: Date,
  limit: number,
): Promise<Lane | undefined> {
  const [endpoints, due] = await Promise.all([
    tx.client.query<LaneEndpoint & { newest: number }>({
      name: 'lane-endpoint',
      text: ENDPOINT,
      values: [tx.tenantId, endpointId],
    }),
    tx.client.query<DueDelivery>({
      name: 'lane-due',
      text: DUE,
      values: [tx.tenantId, endpointId, now, limit],
    }),
  ]);
  const [row] = endpoints.rows;
  if (!row) return undefined;
  const { newest, ...endpoint } = row;
  return { endpoint, due: due.rows, newest };
}

/** When the endpoint's next delivery is due; undefined when none is pending. */
export async function nextAttemptAt(tx: TenantTx, endpointId: string): Promise<Date | undefined> {
  const { rows } = await tx.client.query<{ at: Date }>({
    name: 'lane-next',
    text: `select next_attempt_at as at from webhook_deliveries
      where tenant_id = $1 and endpoint_id = $2 and state = 'pending' order by next_attempt_at limit 1`,
    values: [tx.tenantId, endpointId],
  });
  return rows[0]?.at;
}

const ENDPOINT = `
  select w.url, w.status, w.deleted_at is not null as deleted, w.include_sealed as "includeSealed",
    w.rate_per_second as "ratePerSecond", w.consecutive_failures as "consecutiveFailures", w.secrets,
    w.signing_keys as "signingKeys",
    coalesce((select max(position) from webhook_deliveries where tenant_id = $1 and endpoint_id = $2), 0) as newest
  from webhook_endpoints w where w.tenant_id = $1 and w.id = $2`;

// No more of those before are counted than can be among the due ones. A process is looked at once, however many of its
// deliveries are due.
const DUE = `
  with due as materialized (
    select * from webhook_deliveries
    where tenant_id = $1 and endpoint_id = $2 and state = 'pending' and next_attempt_at <= $3
    order by next_attempt_at, position limit $4
  ), waiting as materialized (
    select p.process_id, e.position, e.next_attempt_at
    from (select distinct process_id from due where process_id is not null) as p
    cross join lateral (
      select position, next_attempt_at from webhook_deliveries
      where tenant_id = $1 and endpoint_id = $2 and process_id = p.process_id and state = 'pending'
      order by position limit $4 + 1) as e
  )
  select d.id, d.event_id as "eventId", d.event_type as "eventType", d.process_id as "processId", d.position, d.attempts,
    d.resend, d.body, coalesce(p.secrecy > 0, false) as sealed, b.before, b.until as "beforeUntil"
  from due as d
  left join processes p on p.tenant_id = $1 and p.id = coalesce(d.process_id, (
    select e.data #>> '{process,id}' from events e where e.tenant_id = $1 and e.id = d.event_id))
  cross join lateral (
    select count(*)::int as before, max(w.next_attempt_at) as until from waiting w
    where w.process_id = d.process_id and w.position < d.position) as b
  order by d.next_attempt_at, d.position`;
