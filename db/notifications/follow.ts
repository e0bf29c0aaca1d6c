import type { Content } from '../../actors/contracts/channels.ts';
import type { TenantTx } from '../tenant.ts';
import { type NotificationSend, SEND_COLUMNS } from './notification.ts';

/** A send of a template alone, with the message that it stood for. */
export interface TemplateSend extends NotificationSend {
  content: Content;
  eventIds: string[];
}

/** Sends to a link that went out as a template alone and were not followed by the message, oldest first. */
export async function readTemplateSends(
  tx: TenantTx,
  { personId, linkId, since, limit }: { personId: string; linkId: string; since: Date; limit: number },
): Promise<TemplateSend[]> {
  const { rows } = await tx.client.query<TemplateSend>({
    name: 'template-sends',
    text: `select ${SEND_COLUMNS}, m.content, m.event_ids as "eventIds" from notification_sends s
      join notifications m on m.tenant_id = $1 and m.id = s.notification_id
      where s.tenant_id = $1 and s.person_id = $2 and s.link_id = $3 and s.form = 'template' and s.created_at > $4
        and m.content is not null and m.acknowledged_at is null
      order by s.created_at, s.id limit $5`,
    values: [tx.tenantId, personId, linkId, since, limit],
  });
  return rows;
}

/** The message itself is on its way. */
export async function markFollowed(tx: TenantTx, ids: readonly string[]): Promise<void> {
  await tx.client.query({
    name: 'mark-followed',
    text: `update notification_sends set form = 'followed' where tenant_id = $1 and id = any($2)`,
    values: [tx.tenantId, ids],
  });
}
