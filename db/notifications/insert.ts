import type { AddedWords } from '../../actors/contracts/added-words.ts';
import type { Content } from '../../actors/contracts/channels.ts';
import type { MessageCost } from '../../actors/contracts/message-cost.ts';
import type { EventClass, PersonChannel } from '../../actors/contracts/people.ts';
import type { TenantTx } from '../tenant.ts';
import type { LedgerState, SendState } from './notification.ts';

/** Dates as ISO 8601. */
export interface NewNotification {
  id: string;
  personId: string;
  kind: string;
  eventClass: EventClass;
  processIds: readonly string[];
  /** Of them, those that the content hides. */
  hiddenProcessIds: readonly string[];
  eventIds: readonly string[];
  state: SendState;
  content: Content;
  needsAck: boolean;
  ackToken: string | null;
  rootId: string | null;
  step: number | null;
  createdAt: string;
}

export interface NewSend {
  id: string;
  notificationId: string;
  personId: string;
  channel: PersonChannel;
  linkId: string | null;
  connectionId: string | null;
  address: string | null;
  state: SendState;
  nextAttemptAt: string | null;
  sealed: boolean;
  /** What it says beyond its message. */
  added: AddedWords | null;
  createdAt: string;
  /** Of the inbox, which has it at once. */
  deliveredAt: string | null;
}

export interface LedgerEntry {
  notificationId: string;
  sendId: string | null;
  state: LedgerState;
  at: string;
  attempt?: number;
  reason?: string | null;
  providerId?: string | null;
  cost?: MessageCost | null;
}

export async function insertNotifications(
  tx: TenantTx,
  notifications: readonly NewNotification[],
): Promise<void> {
  if (notifications.length === 0) return;
  await tx.client.query({
    name: 'insert-notifications',
    text: `with inserted as (insert into notifications (tenant_id, id, person_id, kind, event_class, process_ids, hidden_process_ids, event_ids, state, content,
        needs_ack, ack_token, root_id, step, created_at)
      select $1, id, "personId", kind, "eventClass", array(select json_array_elements_text("processIds")),
        array(select json_array_elements_text("hiddenProcessIds")),
        array(select json_array_elements_text("eventIds")), state, content, "needsAck", "ackToken", "rootId", step, "createdAt"
      from rows from (json_to_recordset($2) as (id text, "personId" text, kind text, "eventClass" text, "processIds" json, "hiddenProcessIds" json,
        "eventIds" json, state text, content jsonb, "needsAck" boolean, "ackToken" text, "rootId" text, step smallint,
        "createdAt" timestamptz)) with ordinality as n
      order by n.ordinality returning tenant_id, process_ids, position)
      insert into notification_processes (tenant_id, process_id, position)
      select distinct tenant_id, unnest(process_ids), position from inserted`,
    values: [tx.tenantId, JSON.stringify(notifications)],
  });
}

export async function insertSends(tx: TenantTx, sends: readonly NewSend[]): Promise<void> {
  if (sends.length === 0) return;
  await tx.client.query({
    name: 'insert-sends',
    text: `insert into notification_sends (tenant_id, id, notification_id, person_id, channel, link_id, connection_id, address,
        state, next_attempt_at, sealed, added, created_at, delivered_at)
      select $1, id, "notificationId", "personId", channel, "linkId", "connectionId", address, state, "nextAttemptAt", sealed,
        added, "createdAt", "deliveredAt"
      from json_to_recordset($2) as s(id text, "notificationId" text, "personId" text, channel text, "linkId" text,
        "connectionId" text, address text, state text, "nextAttemptAt" timestamptz, sealed boolean, added jsonb, "createdAt" timestamptz,
        "deliveredAt" timestamptz)`,
    values: [tx.tenantId, JSON.stringify(sends)],
  });
}

/** Adds steps, in the order given. */
export async function appendLedger(tx: TenantTx, entries: readonly LedgerEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await tx.client.query({
    name: 'append-ledger',
    text: `insert into notification_ledger (tenant_id, notification_id, send_id, state, at, attempt, reason, provider_id, cost)
      select $1, "notificationId", "sendId", state, at, coalesce(attempt, 0), reason, "providerId", cost
      from rows from (json_to_recordset($2) as ("notificationId" text, "sendId" text, state text, at timestamptz, attempt int,
        reason text, "providerId" text, cost jsonb)) with ordinality as l
      order by l.ordinality`,
    values: [tx.tenantId, JSON.stringify(entries)],
  });
}
