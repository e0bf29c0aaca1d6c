import type { ListedNotice } from '../../db/notices/list.ts';
import type { NotificationSend, Notification as Row } from '../../db/notifications/notification.ts';
import type { LedgerRow } from '../../db/notifications/read.ts';
import type { Notice } from './notice-schemas.ts';
import type { Notification, NotificationDetail } from './schemas.ts';

const iso = (at: Date | null) => at?.toISOString() ?? null;

/** A message as the API shows it: without the token of its acknowledgement link. */
export function showNotification(row: Row): Notification {
  const { id, personId, kind, state, processIds, eventIds, content, needsAck, rootId } = row;
  return {
    id,
    personId,
    kind: kind as Notification['kind'],
    class: row.eventClass,
    state,
    processIds,
    eventIds,
    content: content as Notification['content'],
    needsAcknowledgement: needsAck,
    acknowledgement: showAcknowledgement(row),
    escalatedFrom: rootId,
    createdAt: row.createdAt.toISOString(),
  };
}

export function showDetail(
  row: Row,
  more: { sends: readonly NotificationSend[]; ledger: readonly LedgerRow[]; chain: readonly Row[] },
): NotificationDetail {
  return {
    ...showNotification(row),
    sends: more.sends.map(showSend),
    ledger: more.ledger.map((step) => ({ ...step, at: step.at.toISOString() })),
    chain: more.chain.map((one) => ({
      id: one.id,
      personId: one.personId,
      step: one.step,
      state: one.state,
      createdAt: one.createdAt.toISOString(),
      acknowledgement: showAcknowledgement(one),
    })),
  };
}

export function showNotice({ eventClass, ...row }: ListedNotice): Notice {
  return {
    ...row,
    class: eventClass,
    releaseAt: iso(row.releaseAt),
    createdAt: row.createdAt.toISOString(),
  };
}

function showAcknowledgement({ acknowledgedAt, acknowledgedBy, acknowledgedHow }: Row) {
  return acknowledgedAt && { at: acknowledgedAt.toISOString(), by: acknowledgedBy, how: acknowledgedHow };
}

function showSend(send: NotificationSend): NotificationDetail['sends'][number] {
  const { id, channel, connectionId, state, attempts, providerId, errorCode, errorDetail, cost, added } =
    send;
  return {
    id,
    channel,
    connectionId,
    state,
    attempts,
    nextAttemptAt: iso(send.nextAttemptAt),
    providerId,
    errorCode,
    errorDetail,
    cost,
    added,
    createdAt: send.createdAt.toISOString(),
    sentAt: iso(send.sentAt),
    deliveredAt: iso(send.deliveredAt),
    readAt: iso(send.readAt),
    failedAt: iso(send.failedAt),
  };
}
