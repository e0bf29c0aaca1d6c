import { newEvent } from '../events/append.ts';
import { appendNext } from '../events/append-next.ts';
import type { TenantTx } from '../tenant.ts';
import { gatheredChains } from './inherited.ts';
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
 * Somebody has taken notice: of the whole chain, so that nobody else is rung, and of the chains that it gathers. Appends
 * `notification.acknowledged`, once for each.
 * Answers the ids that were acknowledged now; undefined when there is no such message.
 */
export async function acknowledge(
  tx: TenantTx,
  notificationId: string,
  { by, how, at, correlationId }: Acknowledgement,
): Promise<string[] | undefined> {
  const found = await tx.client.query<{
    personId: string;
    root: string;
    gathers: boolean;
    eventIds: string[];
  }>({
    name: 'find-to-acknowledge-with-chains',
    text: `select m.person_id as "personId", r.id as root, r.kind = 'escalation' as gathers, r.event_ids as "eventIds"
      from notifications m join notifications r on r.tenant_id = $1 and r.id = coalesce(m.root_id, m.id)
      where m.tenant_id = $1 and m.id = $2`,
    values: [tx.tenantId, notificationId],
  });
  const [one] = found.rows;
  if (!one) return undefined;
  const gathered = one.gathers ? await gatheredChains(tx, one.personId, one.eventIds) : [];
  const chains = [...new Set([one.root, ...gathered])];
  await lockNotifications(tx, chains);
  const { rows } = await tx.client.query<{ id: string; root: string }>({
    name: 'acknowledge-chains',
    text: `update notifications set acknowledged_at = $3, acknowledged_by = $4, acknowledged_how = $5
      where tenant_id = $1 and (id = any($2) or root_id = any($2)) and acknowledged_at is null
      returning id, coalesce(root_id, id) as root`,
    values: [tx.tenantId, chains, at, by ?? one.personId, how],
  });
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return [];
  await appendLedger(
    tx,
    ids.map((id) => ({ notificationId: id, sendId: null, state: 'acknowledged', at, reason: how })),
  );
  const { personId } = one;
  await appendNext(
    tx,
    [...new Set(rows.map(({ root }) => root))].map((root) =>
      newEvent('notification.acknowledged', {
        aggregate: 'notification',
        aggregateId: root,
        version: 0,
        correlationId,
        data: { notificationId: root, personId, acknowledgedBy: by ?? personId, how },
      }),
    ),
  );
  return ids;
}
