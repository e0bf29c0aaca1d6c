import type { Pool } from '../../../db/pool.ts';
import type { FetcherConfig } from '../config.ts';

export type Grant = { granted: true } | { granted: false; waitMs: number };

/** The quota that all firms share. */
const SHARED = 'platform';

/**
 * Takes one request from the budget that all workers share, in one statement on one row.
 *
 * A bucket refills by the minute; a tenth of it is kept for people who wait. Over the day the unhurried ones are
 * paced, so that an afternoon finds as much left as a morning (an hour's share may be spent ahead).
 */
export async function takeRequest(pool: Pool, config: FetcherConfig, urgent: boolean): Promise<Grant> {
  const { rows } = await pool.query({
    name: 'datajud-budget',
    text: TAKE,
    values: [SHARED, config.requestsPerMinute, config.requestsPerDay, urgent],
  });
  const { granted, wait_ms } = rows[0];
  return granted ? { granted: true } : { granted: false, waitMs: Math.ceil(wait_ms) };
}

const TAKE = `
  with made as (
    insert into court.budgets (quota, per_minute, per_day, tokens, refilled_at, day, used_today)
    values ($1, $2::int, $3::int, $2::int, now(), (now() at time zone 'America/Sao_Paulo')::date, 0)
    on conflict (quota) do nothing
  ), locked as (
    select * from court.budgets where quota = $1 for update
  ), counted as (
    select
      least($2::int::float8, tokens + $2::int::float8 * extract(epoch from clock_timestamp() - refilled_at) / 60) as tokens,
      case when day = today then used_today else 0 end as used,
      today, day_share
    from locked, lateral (
      select (now() at time zone 'America/Sao_Paulo')::date as today,
        extract(epoch from (now() at time zone 'America/Sao_Paulo')::time) / 86400 as day_share) as clock
  ), decided as (
    select *,
      tokens >= case when $4::boolean then 1 else 1 + $2::int::float8 / 10 end as minute_ok,
      used < case when $4::boolean then $3::int::float8 else least($3::int::float8, $3::int::float8 * day_share + $3::int::float8 / 24 + 1) end as day_ok
    from counted
  ), taken as (
    update court.budgets b set
      per_minute = $2::int, per_day = $3::int,
      tokens = d.tokens - case when minute_ok and day_ok then 1 else 0 end,
      refilled_at = clock_timestamp(),
      day = d.today,
      used_today = d.used + case when minute_ok and day_ok then 1 else 0 end
    from decided d where b.quota = $1
    returning minute_ok and day_ok as granted,
      case when not day_ok then 60000 else 60000 / $2::int::float8 * greatest(1, 1 + $2::int::float8 / 10 - d.tokens) end as wait_ms
  )
  select granted, wait_ms from taken
  union all
  -- The very first request of a database: the row was made by this statement and cannot be seen by it yet.
  select true, 0 where not exists (select 1 from locked)`;
