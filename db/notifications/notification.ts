import type { AddedWords } from '../../actors/contracts/added-words.ts';
import type { Content } from '../../actors/contracts/channels.ts';
import type { MessageCost } from '../../actors/contracts/message-cost.ts';
import type { EventClass, PersonChannel } from '../../actors/contracts/people.ts';

export type SendState = 'queued' | 'sent' | 'delivered' | 'read' | 'failed';
export type LedgerState = SendState | 'held' | 'acknowledged' | 'escalated';

/** One message to one person. */
export interface Notification {
  id: string;
  position: number;
  personId: string;
  kind: string;
  eventClass: EventClass;
  processIds: string[];
  eventIds: string[];
  state: SendState;
  content: Content | null;
  needsAck: boolean;
  ackToken: string | null;
  acknowledgedAt: Date | null;
  acknowledgedBy: string | null;
  acknowledgedHow: string | null;
  rootId: string | null;
  step: number | null;
  createdAt: Date;
}

/** The columns of `Notification`, of a table called m. */
export const NOTIFICATION_COLUMNS = `m.id, m.position, m.person_id as "personId", m.kind, m.event_class as "eventClass",
  m.process_ids as "processIds", m.event_ids as "eventIds", m.state, m.content, m.needs_ack as "needsAck",
  m.ack_token as "ackToken", m.acknowledged_at as "acknowledgedAt", m.acknowledged_by as "acknowledgedBy",
  m.acknowledged_how as "acknowledgedHow", m.root_id as "rootId", m.step, m.created_at as "createdAt"`;

/** A message on its way to one address. */
export interface NotificationSend {
  id: string;
  notificationId: string;
  personId: string;
  channel: PersonChannel;
  linkId: string | null;
  connectionId: string | null;
  address: string | null;
  state: SendState;
  attempts: number;
  handed: number;
  nextAttemptAt: Date | null;
  sealed: boolean;
  providerId: string | null;
  errorCode: string | null;
  errorDetail: string | null;
  cost: MessageCost | null;
  /** template: only that was sent so far; followed: the message itself as well. */
  form: 'template' | 'followed' | null;
  /** What this send says beyond its message. */
  added: AddedWords | null;
  createdAt: Date;
  sentAt: Date | null;
  deliveredAt: Date | null;
  readAt: Date | null;
  failedAt: Date | null;
}

/** The columns of `NotificationSend`, of a table called s. */
export const SEND_COLUMNS = `s.id, s.notification_id as "notificationId", s.person_id as "personId", s.channel,
  s.link_id as "linkId", s.connection_id as "connectionId", s.address, s.state, s.attempts, s.handed,
  s.next_attempt_at as "nextAttemptAt", s.sealed, s.provider_id as "providerId", s.error_code as "errorCode",
  s.error_detail as "errorDetail", s.cost, s.form, s.added, s.created_at as "createdAt", s.sent_at as "sentAt",
  s.delivered_at as "deliveredAt", s.read_at as "readAt", s.failed_at as "failedAt"`;
