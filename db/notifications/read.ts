import type { MessageCost } from '../../actors/contracts/message-cost.ts';
import type { PersonChannel } from '../../actors/contracts/people.ts';
import type { TenantTx } from '../tenant.ts';
import {
  NOTIFICATION_COLUMNS,
  type Notification,
  type NotificationSend,
  SEND_COLUMNS,
} from './notification.ts';

export async function readNotification(tx: TenantTx, id: string): Promise<Notification | undefined> {
  const { rows } = await tx.client.query<Notification>({
    name: 'read-notification',
    text: `select ${NOTIFICATION_COLUMNS} from notifications m where m.tenant_id = $1 and m.id = $2`,
    values: [tx.tenantId, id],
  });
  return rows[0];
}

export interface NotificationFilters {
  personId?: string;
  processId?: string;
  state?: string;
  channel?: PersonChannel;
  /** Critical ones that nobody has acknowledged. */
  unacknowledged?: boolean;
  since?: Date;
}

/** Newest first; `after` is the position of the last one of the page before. */
export async function listNotifications(
  tx: TenantTx,
  filters: NotificationFilters,
  page: { limit: number; after?: number },
): Promise<Notification[]> {
  const { rows } = await tx.client.query<Notification>({
    text: `select ${NOTIFICATION_COLUMNS} from notifications m
      where m.tenant_id = $1 and ($2::bigint is null or m.position < $2) and ($3::text is null or m.person_id = $3)
        and ($4::text is null or m.position = any(array(
          select p.position from notification_processes p where p.tenant_id = $1 and p.process_id = $4)))
        and ($5::text is null or m.state = $5)
        and ${filters.channel ? ON_CHANNEL : '$6::text is null'}
        and (not $7::boolean or (m.needs_ack and m.acknowledged_at is null))
        and ($8::timestamptz is null or m.created_at >= $8)
      order by m.position desc limit $9`,
    values: [
      tx.tenantId,
      page.after ?? null,
      filters.personId ?? null,
      filters.processId ?? null,
      filters.state ?? null,
      filters.channel ?? null,
      filters.unacknowledged ?? false,
      filters.since ?? null,
      page.limit,
    ],
  });
  return rows;
}

/** A message of a person's inbox, with when they read it. */
export interface InboxEntry extends Notification {
  sendId: string;
  readAt: Date | null;
}

/**
 * A person's inbox: newest first before a position, or oldest first after one. One lane writes a person's messages, so what
 * becomes visible later has a higher position.
 */
export async function readInbox(
  tx: TenantTx,
  personId: string,
  page: { limit: number; before?: number; after?: number; unread?: boolean },
): Promise<InboxEntry[]> {
  const order = page.after === undefined ? 'desc' : 'asc';
  const { rows } = await tx.client.query<InboxEntry>({
    name: `read-inbox-${order}${page.unread ? '-unread' : ''}`,
    text: `select ${NOTIFICATION_COLUMNS}, s.id as "sendId", s.read_at as "readAt"
      from notifications m
      ${page.unread ? UNREAD : INBOX}
      where m.tenant_id = $1 and m.person_id = $2 and ($3::bigint is null or m.position < $3)
        and ($4::bigint is null or m.position > $4)
      order by m.position ${order} limit $5`,
    values: [tx.tenantId, personId, page.before ?? null, page.after ?? null, page.limit],
  });
  return rows;
}

// Not after an `or`: there the planner would not begin with the sends, however few they are.
const ON_CHANNEL = `exists (select 1 from notification_sends s
  where s.tenant_id = $1 and s.notification_id = m.id and s.channel = $6)`;

// What is unread is little, and found by its own index; of all else the messages are walked in order, each with its own send.
const UNREAD = `join notification_sends s
  on s.tenant_id = $1 and s.notification_id = m.id and s.channel = 'inbox' and s.read_at is null`;
const INBOX = `cross join lateral (
  select * from notification_sends s where s.tenant_id = $1 and s.notification_id = m.id and s.channel = 'inbox' limit 1) s`;

/** The position of the newest message of a person; 0 for none. */
export async function newestPosition(tx: TenantTx, personId: string): Promise<number> {
  const { rows } = await tx.client.query<{ position: number }>({
    name: 'newest-notification',
    text: 'select coalesce(max(position), 0) as position from notifications where tenant_id = $1 and person_id = $2',
    values: [tx.tenantId, personId],
  });
  return rows[0]?.position ?? 0;
}

/** The sends of some messages, oldest first. */
export async function sendsOf(tx: TenantTx, notificationIds: readonly string[]): Promise<NotificationSend[]> {
  const { rows } = await tx.client.query<NotificationSend>({
    name: 'sends-of',
    text: `select ${SEND_COLUMNS} from notification_sends s
      where s.tenant_id = $1 and s.notification_id = any($2) order by s.created_at, s.id`,
    values: [tx.tenantId, notificationIds],
  });
  return rows;
}

export interface LedgerRow {
  sendId: string | null;
  state: string;
  at: Date;
  attempt: number;
  reason: string | null;
  providerId: string | null;
  cost: MessageCost | null;
}

/** What became of a message, in order. */
export async function readLedger(tx: TenantTx, notificationId: string): Promise<LedgerRow[]> {
  const { rows } = await tx.client.query<LedgerRow>({
    name: 'read-ledger',
    text: `select send_id as "sendId", state, at, attempt, reason, provider_id as "providerId", cost from notification_ledger
      where tenant_id = $1 and notification_id = $2 order by position limit 1000`,
    values: [tx.tenantId, notificationId],
  });
  return rows;
}

/** The messages that one escalated into, the first included, in order. */
export async function readChain(tx: TenantTx, rootId: string): Promise<Notification[]> {
  const { rows } = await tx.client.query<Notification>({
    name: 'read-chain',
    text: `select ${NOTIFICATION_COLUMNS} from notifications m
      where m.tenant_id = $1 and (m.id = $2 or m.root_id = $2) order by m.position`,
    values: [tx.tenantId, rootId],
  });
  return rows;
}
