import type { PoolClient } from '../../../db/pool.ts';
import type { FetcherParts, GatewayContext } from '../parts.ts';

/** Of the shared day a firm of the usual plan may jump the queue with so much; others by the weight of their plan. */
const SHARE = 1 / 20;

/** Its own row among the budgets, counted by numbers. */
const nameOf = (tenant: string) => `urgent:${tenant}`;

const mayAsk = (parts: FetcherParts, tenant: string) =>
  Math.max(1, Math.floor(parts.config.requestsPerDay * SHARE * (parts.weights()[tenant] ?? 1)));

const ownAccess = (parts: FetcherParts, tenant: string) =>
  parts.accesses.all().some((access) => access.tenantId === tenant);

/**
 * How many numbers a firm may still put before everybody else's today (Brasília), so that no firm's impatience eats the
 * day of all. A firm with an access of its own spends its own quota.
 */
export async function urgentLeft(parts: FetcherParts, ctx: GatewayContext, tenant: string): Promise<number> {
  if (ownAccess(parts, tenant)) return Number.POSITIVE_INFINITY;
  const { rows } = await ctx.platform.query<{ used: number }>({
    name: 'urgent-used',
    text: `select used_today as used from court.budgets
      where quota = $1 and day = (now() at time zone 'America/Sao_Paulo')::date`,
    values: [nameOf(tenant)],
  });
  return mayAsk(parts, tenant) - (rows[0]?.used ?? 0);
}

/** Counts them, in the commit that puts them first. */
export async function countUrgent(
  parts: FetcherParts,
  client: PoolClient,
  tenant: string,
  numbers: number,
): Promise<void> {
  if (ownAccess(parts, tenant)) return;
  await client.query({
    name: 'urgent-count',
    text: `insert into court.budgets as b (quota, per_minute, per_day, tokens, refilled_at, day, used_today)
      values ($1, 0, $2, 0, now(), (now() at time zone 'America/Sao_Paulo')::date, $3)
      on conflict (quota) do update set per_day = excluded.per_day, day = excluded.day,
        used_today = case when b.day = excluded.day then b.used_today else 0 end + excluded.used_today`,
    values: [nameOf(tenant), mayAsk(parts, tenant), numbers],
  });
}
