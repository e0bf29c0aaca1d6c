import { type NewEvent, newEvent } from '../../../db/events/append.ts';
import { appendNext } from '../../../db/events/append-next.ts';
import { appendLedger, insertSends, type LedgerEntry } from '../../../db/notifications/insert.ts';
import type { Notification } from '../../../db/notifications/notification.ts';
import { lockNotifications } from '../../../db/notifications/settle.ts';
import type { TenantTx } from '../../../db/tenant.ts';
import type { sendOn } from './deliver/build.ts';

/** A send of a message that was told before: asked for, after a failure, for want of notice, or once a window opened. */
export type Further = ReturnType<typeof sendOn>;

/** `notification.send` for each message that goes out further, with the channels that it takes now and why. */
export function furtherEvents(
  further: readonly Further[],
  notifications: readonly Notification[],
  causationId: string,
): NewEvent[] {
  return notifications.flatMap(({ id, personId, kind, processIds, eventIds }) => {
    const mine = further.filter(({ send }) => send.notificationId === id);
    const [first] = mine;
    if (!first) return [];
    const { at, reason } = first.entry;
    const channels = mine.map(({ send }) => send.channel);
    const data = { notificationId: id, personId, kind, processIds, eventIds, channels };
    const place = {
      aggregate: 'notification',
      aggregateId: id,
      version: 0,
      occurredAt: at,
      causationId,
    } as const;
    return [newEvent('notification.send', { ...place, data: reason ? { ...data, reason } : data })];
  });
}

/**
 * Rows and events of further sends, in the open transaction.
 * @param steps of the ledger that come before those of the sends
 */
export async function insertFurther(
  tx: TenantTx,
  further: readonly Further[],
  events: readonly NewEvent[],
  steps: readonly LedgerEntry[] = [],
): Promise<void> {
  const ids = [...new Set(further.map(({ send }) => send.notificationId))];
  // Whoever acknowledges one of them at this moment appends to the same aggregate.
  if (ids.length > 0) await lockNotifications(tx, ids);
  await Promise.all([
    insertSends(
      tx,
      further.map(({ send }) => send),
    ),
    appendLedger(tx, [...steps, ...further.map(({ entry }) => entry)]),
    appendNext(tx, events),
  ]);
}
