import type { TenantTx } from '../tenant.ts';

export interface OwnNotification {
  id: string;
  /** What it said; null when a case in it is sealed, whatever was granted to another channel. */
  told: { title: string; facts: [string, string][] } | null;
  acknowledged: boolean;
}

const COLUMNS = `id, acknowledged_at is not null as acknowledged,
  case when not exists (
    select 1 from processes c where c.tenant_id = $1 and c.id = any(process_ids) and c.secrecy > 0
  ) then json_build_object('title', content -> 'title', 'facts', content -> 'facts') end as told`;

/** A person's newest critical notice that still waits for their word; with `until` of those written before. */
export async function newestUnacknowledged(
  tx: TenantTx,
  personId: string,
  until?: Date,
): Promise<OwnNotification | undefined> {
  const { rows } = await tx.client.query<OwnNotification>({
    name: 'newest-unacknowledged',
    text: `select ${COLUMNS} from notifications
      where tenant_id = $1 and person_id = $2 and needs_ack and acknowledged_at is null
        and created_at <= coalesce($3, 'infinity'::timestamptz)
      order by created_at desc, id desc limit 1`,
    values: [tx.tenantId, personId, until ?? null],
  });
  return rows[0];
}

/** A person's critical notices that still wait for their word, newest first; with `processId` those about this case. */
export async function unacknowledgedOf(
  tx: TenantTx,
  personId: string,
  limit: number,
  processId?: string,
): Promise<OwnNotification[]> {
  const { rows } = await tx.client.query<OwnNotification>({
    name: 'unacknowledged-of-person',
    text: `select ${COLUMNS} from notifications
      where tenant_id = $1 and person_id = $2 and needs_ack and acknowledged_at is null
        and ($4::text is null or $4 = any(process_ids))
      order by created_at desc, id desc limit $3`,
    values: [tx.tenantId, personId, limit, processId ?? null],
  });
  return rows;
}

/** One of a person's own notices; undefined when it is somebody else's, or none. */
export async function readNotificationOf(
  tx: TenantTx,
  personId: string,
  id: string,
): Promise<OwnNotification | undefined> {
  const { rows } = await tx.client.query<OwnNotification>({
    name: 'notification-of-person',
    text: `select ${COLUMNS} from notifications where tenant_id = $1 and person_id = $2 and id = $3`,
    values: [tx.tenantId, personId, id],
  });
  return rows[0];
}
