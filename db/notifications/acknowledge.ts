import { newEvent } from '../events/append.ts';
import { appendNext } from '../events/append-next.ts';
import type { TenantTx } from '../tenant.ts';
import { appendLedger } from './insert.ts';
import { lockNotifications } from './settle.ts';

export interface Acknowledgement {
  /** Person, user or API key; null when only the link is known. */
  by: string | null;
  how: 'api' | 'link' | 'chat';
  /** ISO 8601 */
  at: string;
  correlationId?: string;
}

/**
 * Somebody has taken notice: of the whole chain, so that nobody else is rung. Appends `notification.acknowledged`, once.
 * Answers the ids that were acknowledged now; undefined when there is no such message.
 */
export async function acknowledge(
  tx: TenantTx,
  notificationId: string,
  { by, how, at, correlationId }: Acknowledgement,
): Promise<string[] | undefined> {
  const found = await tx.client.query<{ id: string; personId: string; root: string; needsAck: boolean }>({
    name: 'find-to-acknowledge',
    text: `select id, person_id as "personId", coalesce(root_id, id) as root, needs_ack as "needsAck" from notifications
      where tenant_id = $1 and id = $2`,
    values: [tx.tenantId, notificationId],
  });
  const [one] = found.rows;
  if (!one) return undefined;
  await lockNotifications(tx, [one.root]);
  const { rows } = await tx.client.query<{ id: string }>({
    name: 'acknowledge-chain',
    text: `update notifications set acknowledged_at = $3, acknowledged_by = $4, acknowledged_how = $5
      where tenant_id = $1 and (id = $2 or root_id = $2) and acknowledged_at is null returning id`,
    values: [tx.tenantId, one.root, at, by ?? one.personId, how],
  });
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return [];
  await appendLedger(
    tx,
    ids.map((id) => ({ notificationId: id, sendId: null, state: 'acknowledged', at, reason: how })),
  );
  const data = { notificationId: one.root, personId: one.personId, acknowledgedBy: by ?? one.personId, how };
  await appendNext(tx, [
    newEvent('notification.acknowledged', {
      aggregate: 'notification',
      aggregateId: one.root,
      version: 0,
      correlationId,
      data,
    }),
  ]);
  return ids;
}
