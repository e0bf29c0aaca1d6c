import type { TenantTx } from '../tenant.ts';
import type { Notice } from './notice.ts';

export interface ListedNotice extends Omit<Notice, 'releaseAt' | 'batch' | 'dedupKey'> {
  releaseAt: Date | null;
  createdAt: Date;
}

export interface NoticeFilters {
  personId?: string;
  processId?: string;
  outcome?: string;
}

/** What was decided, newest first. */
export async function listNotices(
  tx: TenantTx,
  filters: NoticeFilters,
  page: { limit: number; after?: { createdAt: Date; personId: string; eventId: string; channel: string } },
): Promise<ListedNotice[]> {
  const { rows } = await tx.client.query<ListedNotice>({
    text: `select n.person_id as "personId", n.event_id as "eventId", n.channel, n.outcome, n.reason, n.release_at as "releaseAt",
        n.notification_id as "notificationId", n.process_id as "processId", n.event_class as "eventClass", n.created_at as "createdAt"
      from notices n
      where n.tenant_id = $1 and ($2::text is null or n.person_id = $2) and ($3::text is null or n.process_id = $3)
        and ($4::text is null or n.outcome = $4)
        and ($5::timestamptz is null or (n.created_at, n.person_id, n.event_id, n.channel) < ($5, $6, $7, $8))
      order by n.created_at desc, n.person_id desc, n.event_id desc, n.channel desc limit $9`,
    values: [
      tx.tenantId,
      filters.personId ?? null,
      filters.processId ?? null,
      filters.outcome ?? null,
      page.after?.createdAt ?? null,
      page.after?.personId ?? null,
      page.after?.eventId ?? null,
      page.after?.channel ?? null,
      page.limit,
    ],
  });
  return rows;
}
