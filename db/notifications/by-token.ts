import { timingSafeEqual } from 'node:crypto';
import { newToken } from '../channels/links.ts';
import type { TenantTx } from '../tenant.ts';
import { NOTIFICATION_COLUMNS, type Notification } from './notification.ts';

/** The token of an acknowledgement link: where it is, and what nobody can guess. */
export function newAckToken(tenant: string, notificationId: string): string {
  return `${tenant}.${notificationId}.${newToken()}`;
}

/** The firm and the message that a token speaks of; whether it is the right one only `findByToken` knows. */
export function parseAckToken(token: string): { tenant: string; notificationId: string } | undefined {
  const match = /^(ten_[0-9a-z]{26})\.(ntf_[0-9a-z]{26})\.[A-Za-z0-9_-]{32}$/.exec(token);
  const [, tenant, notificationId] = match ?? [];
  return tenant && notificationId ? { tenant, notificationId } : undefined;
}

/** The message whose token this is, compared in constant time; undefined when it is none. */
export async function findByToken(
  tx: TenantTx,
  notificationId: string,
  token: string,
): Promise<Notification | undefined> {
  const { rows } = await tx.client.query<Notification>({
    name: 'notification-by-token',
    text: `select ${NOTIFICATION_COLUMNS} from notifications m where m.tenant_id = $1 and m.id = $2 and m.ack_token is not null`,
    values: [tx.tenantId, notificationId],
  });
  const [row] = rows;
  if (!row?.ackToken) return undefined;
  const [known, given] = [Buffer.from(row.ackToken), Buffer.from(token)];
  return known.length === given.length && timingSafeEqual(known, given) ? row : undefined;
}
