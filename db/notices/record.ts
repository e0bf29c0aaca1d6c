import type { TenantTx } from '../tenant.ts';
import type { Notice } from './notice.ts';

/** Writes decisions down. Fails (23505) when one of them was made before. */
export async function insertNotices(tx: TenantTx, notices: readonly Notice[], now: Date): Promise<void> {
  if (notices.length === 0) return;
  await tx.client.query({
    name: 'insert-notices',
    text: `insert into notices (tenant_id, person_id, event_id, channel, outcome, reason, batch, release_at, notification_id,
        process_id, dedup_key, event_class, created_at)
      select $1, "personId", "eventId", channel, outcome, reason, batch, "releaseAt", "notificationId", "processId", "dedupKey",
        "eventClass", $3
      from json_to_recordset($2) as n("personId" text, "eventId" text, channel text, outcome text, reason text, batch text,
        "releaseAt" timestamptz, "notificationId" text, "processId" text, "dedupKey" text, "eventClass" text)`,
    values: [tx.tenantId, JSON.stringify(notices), now],
  });
}

export interface NoticeChange {
  eventId: string;
  channel: string;
  outcome: 'sent' | 'held' | 'suppressed';
  reason: string | null;
  releaseAt: string | null;
  notificationId: string | null;
}

/** What waited is settled, or waits on. */
export async function changeNotices(
  tx: TenantTx,
  personId: string,
  changes: readonly NoticeChange[],
): Promise<void> {
  if (changes.length === 0) return;
  await tx.client.query({
    name: 'change-notices',
    text: `update notices n set outcome = c.outcome, reason = coalesce(c.reason, n.reason), release_at = c."releaseAt",
        notification_id = c."notificationId"
      from json_to_recordset($3) as c("eventId" text, channel text, outcome text, reason text, "releaseAt" timestamptz,
        "notificationId" text)
      where n.tenant_id = $1 and n.person_id = $2 and n.event_id = c."eventId" and n.channel = c.channel
        and n.outcome in ('held', 'digested')`,
    values: [tx.tenantId, personId, JSON.stringify(changes)],
  });
}
