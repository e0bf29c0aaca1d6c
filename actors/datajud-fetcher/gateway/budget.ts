import type { Pool } from '../../../db/pool.ts';

export type Grant = { granted: true } | { granted: false; waitMs: number };

/** What may be asked by all workers together. */
export interface Quota {
  requestsPerMinute: number;
  requestsPerDay: number;
}

/** The quota that all firms share; a firm's own has the firm's id. */
export const SHARED = 'platform';

/**
 * Takes one request from a quota, by its name: all workers settle it in one statement on one row.
 *
 * The minute is a token bucket whose size and refill add up to the limit, so that no sixty seconds ever see more than
 * `requestsPerMinute`; a tenth of the limit is kept for people who wait. Over the day (Brasília) the unhurried ones are
 * paced, so that an afternoon finds as much left as a morning (an hour's share may be spent ahead), and leave a twentieth.
 */
export async function takeRequest(
  pool: Pool,
  { requestsPerMinute: perMinute, requestsPerDay: perDay }: Quota,
  urgent: boolean,
  name: string = SHARED,
): Promise<Grant> {
  const { burst, refill, reserve } = bucketOf(perMinute);
  const values = [name, perMinute, perDay, urgent, burst, refill, reserve, Math.floor(perDay / 20)];
  const take = () => pool.query({ name: 'datajud-budget', text: TAKE, values });
  let { rows } = await take();
  if (rows.length === 0) {
    await pool.query({
      name: 'datajud-budget-first',
      text: MAKE,
      values: [name, perMinute, perDay, burst],
    });
    ({ rows } = await take());
  }
  const { granted, wait_ms } = rows[0];
  return granted ? { granted: true } : { granted: false, waitMs: Math.ceil(wait_ms) };
}

/** Tokens: how many at most, how many come back in a minute, how many the unhurried leave. */
export function bucketOf(perMinute: number): { burst: number; refill: number; reserve: number } {
  const burst = Math.max(1, Math.floor(perMinute / 4));
  // A window that begins with a full bucket sees `burst` and what is refilled in less than a minute.
  const refill = perMinute - burst + 1;
  return { burst, refill, reserve: Math.min(burst - 1, Math.ceil(perMinute / 10)) };
}

const MAKE = `
  insert into court.budgets (quota, per_minute, per_day, tokens, refilled_at, day, used_today)
  values ($1, $2, $3, $4, now(), (now() at time zone 'America/Sao_Paulo')::date, 0)
  on conflict (quota) do nothing`;

// The stamp has whole milliseconds and is rounded up: rounding must give nothing away.
const TAKE = `
  with locked as (
    select * from court.budgets where quota = $1 for update
  ), clock as (
    select *, at at time zone 'America/Sao_Paulo' as wall
    from locked, lateral (select clock_timestamp() as at) as c
  ), counted as (
    select at, wall::date as today, extract(epoch from wall::time)::float8 / 86400 as day_share,
      least($5::float8, tokens + $6::float8 * greatest(0, extract(epoch from at - refilled_at)) / 60) as tokens,
      case when day = wall::date then used_today else 0 end as used
    from clock
  ), decided as (
    select *,
      tokens >= case when $4::boolean then 1 else 1 + $7::float8 end as minute_ok,
      used < case when $4::boolean then $3::int
        else least($3::int - $8::int, $3::int * day_share + $3::int / 24.0 + 1) end as day_ok
    from counted
  )
  update court.budgets b set
    per_minute = $2::int, per_day = $3::int,
    tokens = d.tokens - case when minute_ok and day_ok then 1 else 0 end,
    refilled_at = date_trunc('milliseconds', d.at) + interval '1 millisecond',
    day = d.today,
    used_today = d.used + case when minute_ok and day_ok then 1 else 0 end
  from decided d where b.quota = $1
  returning minute_ok and day_ok as granted,
    case when day_ok then 60000 / $6::float8 * greatest(0.1, 1 + case when $4::boolean then 0 else $7::float8 end - d.tokens)
      when $4::boolean then least(900000, (1 - day_share) * 86400000)
      else least(900000, greatest(1000, ((d.used - $3::int / 24.0) / $3::int - day_share) * 86400000)) end as wait_ms`;
