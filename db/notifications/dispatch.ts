import type { Content } from '../../actors/contracts/channels.ts';
import type { EventClass } from '../../actors/contracts/people.ts';
import type { TenantReader, TenantTx } from '../tenant.ts';
import { type NotificationSend, SEND_COLUMNS } from './notification.ts';

/** A send to be handed to its adapter, with what it says. */
export interface DueSend extends NotificationSend {
  content: Content | null;
  processIds: string[];
  eventIds: string[];
  needsAck: boolean;
  acknowledged: boolean;
  ackToken: string | null;
  kind: string;
  /** Of the address now; null when the link is gone. */
  linkStatus: string | null;
  addressName: string | null;
  unsubscribeToken: string | null;
  windowUntil: Date | null;
  language: string;
  timeZone: string;
  eventClass: EventClass;
  /** When the message was written; the send may be a further one. */
  writtenAt: Date;
  /** Of the connection that it goes over; null when that is the platform's. */
  settings: Record<string, string> | null;
  /** A case that it tells of is sealed by now, and the person has no grant for this channel. */
  sealedNow: boolean;
}

/**
 * What is due to be handed over for a person, oldest first.
 * @param stuck chats to leave out, as `channel address`
 */
export async function readDueSends(
  tx: TenantReader,
  personId: string,
  now: Date,
  limit: number,
  stuck: readonly string[] = [],
): Promise<DueSend[]> {
  const { rows } = await tx.client.query<DueSend>({
    name: 'due-sends',
    text: `select ${SEND_COLUMNS}, m.content, m.process_ids as "processIds", m.event_ids as "eventIds", m.needs_ack as "needsAck",
        m.acknowledged_at is not null as acknowledged, m.ack_token as "ackToken", m.kind, l.status as "linkStatus",
        l.address_name as "addressName", l.unsubscribe_token as "unsubscribeToken", l.window_until as "windowUntil", p.language, p.time_zone as "timeZone", m.event_class as "eventClass",
        m.created_at as "writtenAt", c.settings,
        not s.channel = any(p.sealed_channels) and exists (
          select 1 from processes c where c.tenant_id = $1 and c.id = any(m.process_ids) and c.secrecy > 0
            and (s.added is not null or not c.id = any(m.hidden_process_ids))) as "sealedNow"
      from notification_sends s
      join notifications m on m.tenant_id = $1 and m.id = s.notification_id
      join people p on p.tenant_id = $1 and p.id = s.person_id
      left join channel_links l on l.tenant_id = $1 and l.id = s.link_id
      left join channel_connections c on c.tenant_id = $1 and c.id = s.connection_id
      where s.tenant_id = $1 and s.person_id = $2 and s.next_attempt_at <= $3
        and not coalesce(s.channel || ' ' || s.address = any($5), false)
      order by s.next_attempt_at, s.created_at, s.id limit $4`,
    values: [tx.tenantId, personId, now, limit, stuck],
  });
  return rows;
}

/** When something of a person is to be handed over next; undefined when nothing is. */
export async function nextHandOver(tx: TenantReader, personId: string): Promise<Date | undefined> {
  const { rows } = await tx.client.query<{ at: Date }>({
    name: 'next-hand-over',
    text: `select next_attempt_at as at from notification_sends
      where tenant_id = $1 and person_id = $2 and next_attempt_at is not null order by next_attempt_at limit 1`,
    values: [tx.tenantId, personId],
  });
  return rows[0]?.at;
}

/** Handed over: should no receipt come, it is done again then. Those that were settled meanwhile are left alone. */
export async function markHandedOver(
  tx: TenantTx,
  sends: readonly { id: string; handed: number; nextAttemptAt: string }[],
): Promise<void> {
  if (sends.length === 0) return;
  await tx.client.query({
    name: 'mark-handed-over',
    text: `update notification_sends s set handed = h.handed, next_attempt_at = h."nextAttemptAt"
      from json_to_recordset($2) as h(id text, handed int, "nextAttemptAt" timestamptz)
      where s.tenant_id = $1 and s.id = any($3) and s.id = h.id and s.state = 'queued'`,
    values: [tx.tenantId, JSON.stringify(sends), sends.map(({ id }) => id)],
  });
}
