import type { EventClass, PersonChannel } from '../../actors/contracts/people.ts';
import type { TenantTx } from '../tenant.ts';

/** Something held or gathered whose time has come. */
export interface DueNotice {
  eventId: string;
  channel: PersonChannel;
  outcome: 'held' | 'digested';
  reason: string | null;
  batch: string | null;
  eventClass: EventClass;
  createdAt: Date;
  /** Read or acknowledged by the person on another channel meanwhile. */
  readElsewhere: boolean;
}

/** What is due for a person, oldest first. */
export async function readDueNotices(
  tx: TenantTx,
  personId: string,
  now: Date,
  limit: number,
): Promise<DueNotice[]> {
  const { rows } = await tx.client.query<DueNotice>({
    name: 'due-notices',
    text: `select n.event_id as "eventId", n.channel, n.outcome, n.reason, n.batch, n.event_class as "eventClass",
        n.created_at as "createdAt", exists (
          select 1 from notices o join notifications m on m.tenant_id = $1 and m.id = o.notification_id
          where o.tenant_id = $1 and o.person_id = $2 and o.event_id = n.event_id and o.channel <> n.channel
            and (m.acknowledged_at is not null or exists (
              select 1 from notification_sends s
              where s.tenant_id = $1 and s.notification_id = m.id and s.channel = o.channel and s.read_at is not null))
        ) as "readElsewhere"
      from notices n
      where n.tenant_id = $1 and n.person_id = $2 and n.outcome in ('held', 'digested') and n.release_at <= $3
      order by n.release_at, n.created_at, n.event_id limit $4`,
    values: [tx.tenantId, personId, now, limit],
  });
  return rows;
}

/** When something of a person is due next; undefined when nothing waits. */
export async function nextRelease(tx: TenantTx, personId: string): Promise<Date | undefined> {
  const { rows } = await tx.client.query<{ at: Date }>({
    name: 'next-release',
    text: `select release_at as at from notices
      where tenant_id = $1 and person_id = $2 and outcome in ('held', 'digested') order by release_at limit 1`,
    values: [tx.tenantId, personId],
  });
  return rows[0]?.at;
}
