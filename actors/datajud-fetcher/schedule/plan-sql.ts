/** Of court.cases, or of what has its columns, called c. */
const COLUMNS = 'c.number, c.beat, c.last_checked_at, c.last_result, c.change_rate, c.closed, c.watchers';

/** A condition on `c`: one of the firms of a parameter watches the case. */
export function watchedBy(tenant: string): string {
  return `exists (select 1 from court.watchers w where w.alias = c.alias and w.number = c.number and w.tenant_id = ${tenant})`;
}

const ofFirm = (tenant?: string) => (tenant ? `and ${watchedBy(tenant)}` : '');

export const urgentText = (tenant?: string) => `
  select ${COLUMNS} from court.cases c
  where alias = $1 and urgent_since is not null and next_check_at <= now() and watchers > 0 ${ofFirm(tenant)}
  order by urgent_since limit $2`;

export const NEXT = 'select min(next_check_at) as at from court.cases c where alias = $1 and watchers > 0';

export const OWNERS = `
  with due as (
    select number, next_check_at as since, urgent_since is not null as urgent from court.cases
    where alias = $1 and watchers > 0 and next_check_at <= now() order by next_check_at limit $3
  ), wanted as (
    select number, since, urgent, false as pending from due
    union all select number, now(), false, true from unnest($4::text[]) as p(number)
  )
  select w.tenant_id as "tenantId", bool_or(d.urgent) as urgent, bool_or(d.pending) as pending
  from wanted d join court.watchers w on w.alias = $1 and w.number = d.number
  where w.tenant_id = any($2) group by w.tenant_id order by min(d.since), w.tenant_id`;

export const theseText = (tenant?: string) => `
  select ${COLUMNS} from court.cases c join unnest($2::text[]) with ordinality as wanted(number, place) using (number)
  where alias = $1 and watchers > 0 ${ofFirm(tenant)} order by place`;

// At a superior court most cases are not: a status costs less there.
const MODE = `case when c.last_checked_at is null and c.beat = 'primary' then 'documents'
    when c.last_checked_at is null or c.next_full_at <= now() then 'status' else 'delta' end`;

// The modes are different queries, so a batch is of one mode: that of the case that has waited longest. What is not due
// yet joins when half its interval has passed. What orders a case travels with it: were the parts joined again by number, the
// planner, which cannot know how many are due, would compare each with each.
export const sweepText = (tenant?: string) => `
  with due as materialized (
    select c.number, c.next_check_at, ${MODE} as mode
    from court.cases c
    where alias = $1 and watchers > 0 and next_check_at <= now() ${ofFirm(tenant)}
    order by next_check_at limit $3
  ), sort as materialized (
    select mode, ($2::json ->> mode)::int as room from due order by next_check_at limit 1
  ), ranked as (
    select d.number, d.next_check_at, row_number() over (partition by w.tenant_id order by d.next_check_at, d.number)
      / coalesce(($4::json ->> w.tenant_id)::float8, 1) as place
    from due d left join court.watchers w on w.alias = $1 and w.number = d.number
    where d.mode = (select mode from sort)
  ), chosen as materialized (
    select number, min(place) as place, min(next_check_at) as next_check_at from ranked
    group by number order by 2, 3, 1 limit (select room from sort)
  ), soon as (
    select c.*, ${MODE} as mode from court.cases c
    where c.alias = $1 and c.watchers > 0 and c.next_check_at > now() and exists (select from sort) ${ofFirm(tenant)}
    order by c.next_check_at limit $3
  ), filler as (
    select s.* from soon s
    where s.next_check_at < now() + s.interval_seconds * interval '0.5 second' and s.mode = (select mode from sort)
    order by s.next_check_at limit (select room from sort) - (select count(*) from chosen)
  )
  (select ${COLUMNS}, (select mode from sort) as mode
  from chosen join court.cases c on c.alias = $1 and c.number = chosen.number
  order by chosen.place, chosen.next_check_at, chosen.number)
  union all
  select ${COLUMNS}, c.mode from filler c`;
