const COLUMNS = 'number, beat, last_checked_at, last_result, change_rate, closed, watchers';

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
// yet joins when half its interval has passed.
export const sweepText = (tenant?: string) => `
  with due as (
    select c.*, ${MODE} as mode
    from court.cases c
    where alias = $1 and watchers > 0 and next_check_at <= now() ${ofFirm(tenant)}
    order by next_check_at limit $3
  ), sort as (
    select mode, ($2::json ->> mode)::int as room from due order by next_check_at limit 1
  ), candidate as (
    select d.* from due d join sort using (mode)
  ), ranked as (
    select c.number, row_number() over (partition by w.tenant_id order by c.next_check_at, c.number)
      / coalesce(($4::json ->> w.tenant_id)::float8, 1) as place
    from candidate c left join court.watchers w on w.alias = $1 and w.number = c.number
  ), shared as (
    select number, min(place) as place from ranked group by number
  ), chosen as (
    select c.* from candidate c join shared s using (number)
    order by s.place, c.next_check_at, c.number limit (select room from sort)
  ), filler as (
    select c.*, s.mode from court.cases c, sort s
    where c.alias = $1 and c.watchers > 0 and c.next_check_at > now()
      and c.next_check_at < now() + c.interval_seconds * interval '0.5 second'
      and ${MODE} = s.mode ${ofFirm(tenant)}
    order by c.next_check_at limit (select room - (select count(*) from chosen) from sort)
  )
  select ${COLUMNS}, mode from chosen
  union all
  select ${COLUMNS}, mode from filler`;
