import type { MessageCost } from '../../actors/contracts/message-cost.ts';
import type { TenantTx } from '../tenant.ts';
import { type NotificationSend, SEND_COLUMNS, type SendState } from './notification.ts';

export async function readSend(tx: TenantTx, sendId: string): Promise<NotificationSend | undefined> {
  const { rows } = await tx.client.query<NotificationSend>({
    name: 'read-send',
    text: `select ${SEND_COLUMNS} from notification_sends s where s.tenant_id = $1 and s.id = $2`,
    values: [tx.tenantId, sendId],
  });
  return rows[0];
}

/** Until the end of the transaction nobody else tells what became of these messages. */
export async function lockNotifications(tx: TenantTx, ids: readonly string[]): Promise<void> {
  await tx.client.query({
    name: 'lock-notifications',
    text: 'select id from notifications where tenant_id = $1 and id = any($2) order by id for update',
    values: [tx.tenantId, ids],
  });
}

/** What a receipt, or the lack of one, makes of a send. Dates as ISO 8601; undefined leaves a field. */
export interface SendChange {
  id: string;
  state?: SendState;
  attempts?: number;
  handed?: number;
  nextAttemptAt?: string | null;
  providerId?: string;
  errorCode?: string | null;
  errorDetail?: string | null;
  cost?: MessageCost;
  form?: 'template';
  sentAt?: string;
  deliveredAt?: string;
  readAt?: string;
  failedAt?: string;
}

/** Changes sends, and lifts their messages to the best that became of any. */
export async function changeSends(tx: TenantTx, changes: readonly SendChange[]): Promise<void> {
  if (changes.length === 0) return;
  const values = [tx.tenantId, JSON.stringify(changes)];
  await tx.client.query({ name: 'change-sends', text: CHANGE, values });
  await tx.client.query({ name: 'lift-notifications', text: LIFT, values });
}

const CHANGE = `
  update notification_sends s set
    state = coalesce(c.change ->> 'state', s.state),
    attempts = coalesce((c.change ->> 'attempts')::int, s.attempts), handed = coalesce((c.change ->> 'handed')::int, s.handed),
    next_attempt_at = case when c.change ? 'nextAttemptAt' then (c.change ->> 'nextAttemptAt')::timestamptz else s.next_attempt_at end,
    provider_id = coalesce(c.change ->> 'providerId', s.provider_id),
    error_code = case when c.change ? 'errorCode' then c.change ->> 'errorCode' else s.error_code end,
    error_detail = case when c.change ? 'errorDetail' then c.change ->> 'errorDetail' else s.error_detail end,
    cost = coalesce(c.change -> 'cost', s.cost),
    form = coalesce(s.form, c.change ->> 'form'),
    sent_at = coalesce((c.change ->> 'sentAt')::timestamptz, s.sent_at),
    delivered_at = coalesce((c.change ->> 'deliveredAt')::timestamptz, s.delivered_at),
    read_at = coalesce((c.change ->> 'readAt')::timestamptz, s.read_at),
    failed_at = coalesce((c.change ->> 'failedAt')::timestamptz, s.failed_at)
  from (select change from jsonb_array_elements($2::jsonb) as change) as c
  where s.tenant_id = $1 and s.id = c.change ->> 'id'`;

// Failed only when nothing else is under way.
const LIFT = `
  update notifications m set state = best.state
  from (
    select s.notification_id as id, case
      when bool_or(s.state = 'read') then 'read' when bool_or(s.state = 'delivered') then 'delivered'
      when bool_or(s.state = 'sent') then 'sent' when bool_or(s.state = 'queued') then 'queued' else 'failed' end as state
    from notification_sends s
    where s.tenant_id = $1 and s.notification_id in (
      select o.notification_id from notification_sends o
      where o.tenant_id = $1 and o.id in (select change ->> 'id' from jsonb_array_elements($2::jsonb) as change))
    group by s.notification_id) as best
  where m.tenant_id = $1 and m.id = best.id and m.state <> best.state`;
