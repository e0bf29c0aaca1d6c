import type { PersonChannel } from '../../actors/contracts/people.ts';
import type { TenantTx } from '../tenant.ts';

export interface ChannelStatistics {
  channel: PersonChannel;
  queued: number;
  sent: number;
  delivered: number;
  read: number;
  failed: number;
  /** Sends that the provider charges for, as far as it tells. */
  billable: number;
  /** In money, of those that the firm has a price for. */
  costs: { currency: string; cents: number }[];
  /** Median seconds from queued to delivered; null when nothing was. */
  medianSeconds: number | null;
}

/** What became of the sends of a stretch of time, by channel. */
export async function readStatistics(tx: TenantTx, since: Date, until: Date): Promise<ChannelStatistics[]> {
  const { rows } = await tx.client.query<ChannelStatistics>({
    name: 'notification-statistics',
    text: `with money as (
        select channel, cost ->> 'currency' as currency, sum((cost ->> 'cents')::numeric)::float8 as cents from notification_sends
        where tenant_id = $1 and created_at >= $2 and created_at < $3 and cost ? 'cents' group by channel, cost ->> 'currency')
      select s.channel, count(*) filter (where s.state = 'queued')::int as queued,
        count(*) filter (where s.state = 'sent')::int as sent, count(*) filter (where s.state = 'delivered')::int as delivered,
        count(*) filter (where s.state = 'read')::int as read, count(*) filter (where s.state = 'failed')::int as failed,
        count(*) filter (where (s.cost ->> 'billable')::boolean)::int as billable,
        coalesce((select json_agg(json_build_object('currency', m.currency, 'cents', m.cents) order by m.currency) from money m
          where m.channel = s.channel), '[]') as costs,
        percentile_cont(0.5) within group (order by extract(epoch from s.delivered_at - s.created_at)) as "medianSeconds"
      from notification_sends s where s.tenant_id = $1 and s.created_at >= $2 and s.created_at < $3
      group by s.channel order by s.channel`,
    values: [tx.tenantId, since, until],
  });
  return rows;
}
