import type { TenantTx } from '../tenant.ts';
import { appendLedger } from './insert.ts';
import { changeSends, lockNotifications } from './settle.ts';

/** A person has read a message of their inbox. Answers false when there is no such message in an inbox. */
export async function markRead(tx: TenantTx, notificationId: string, at: string): Promise<boolean> {
  await lockNotifications(tx, [notificationId]);
  const { rows } = await tx.client.query<{ id: string; read: boolean }>({
    name: 'find-inbox-send',
    text: `select id, read_at is not null as read from notification_sends
      where tenant_id = $1 and notification_id = $2 and channel = 'inbox' limit 1`,
    values: [tx.tenantId, notificationId],
  });
  const [send] = rows;
  if (!send) return false;
  if (send.read) return true;
  await changeSends(tx, [{ id: send.id, state: 'read', readAt: at }]);
  await appendLedger(tx, [{ notificationId, sendId: send.id, state: 'read', at }]);
  return true;
}
