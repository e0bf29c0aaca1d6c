import type { Pool } from '../../../db/pool.ts';

export interface PlannedCase {
  number: string;
  beat: 'primary' | 'superior';
  lastCheckedAt: Date | null;
  lastResult: string | null;
  changeRate: number;
  closed: boolean;
  watchedBy: number;
}

export interface Plan {
  cases: PlannedCase[];
  /** Of cases never seen the whole documents, of those that are owed a full look the status, of the others a delta. */
  mode: 'documents' | 'status' | 'delta';
  /** Of a delta: the oldest last check among the cases. */
  since: Date | null;
}

/** What a court is asked for next. */
export interface Planner {
  /** Numbers that a person waits for, oldest wish first. */
  urgent(alias: string, limit: number): Promise<PlannedCase[]>;
  /** The given numbers, those that are still watched. */
  these(alias: string, numbers: readonly string[]): Promise<PlannedCase[]>;
  /** A batch of what is due, or undefined. */
  sweep(alias: string, limits: Record<Plan['mode'], number>): Promise<Plan | undefined>;
  /** When something will be due; undefined when nothing is watched. */
  nextDue(alias: string): Promise<Date | undefined>;
}

/** Of what is due, so much is shared out at a time; behind it the oldest come first, whosesoever they are. */
const WINDOW = 10_000;

/**
 * Plans over court.cases. A request costs the same for one number as for hundreds, so a batch that goes out because
 * something is due is filled with what is due soon. When more is due than a batch holds, firms share it by weight:
 * the first case of each firm comes before the second of any.
 */
export function createPlanner(pool: Pool, weights: () => Record<string, number>): Planner {
  return {
    async urgent(alias, limit) {
      const { rows } = await pool.query({ name: 'plan-urgent', text: URGENT, values: [alias, limit] });
      return rows.map(planned);
    },
    async these(alias, numbers) {
      const { rows } = await pool.query({ name: 'plan-these', text: THESE, values: [alias, numbers] });
      return rows.map(planned);
    },
    async sweep(alias, limits) {
      const { rows } = await pool.query({
        name: 'plan-sweep',
        text: SWEEP,
        values: [alias, JSON.stringify(limits), WINDOW, JSON.stringify(weights())],
      });
      if (rows.length === 0) return undefined;
      const cases = rows.map(planned);
      const { mode } = rows[0];
      if (mode !== 'delta') return { cases, mode, since: null };
      const since = new Date(Math.min(...cases.map((c) => c.lastCheckedAt?.getTime() ?? 0)));
      return { cases, mode, since };
    },
    async nextDue(alias) {
      const { rows } = await pool.query({
        name: 'plan-next',
        text: 'select min(next_check_at) as at from court.cases where alias = $1 and watchers > 0',
        values: [alias],
      });
      return rows[0].at ?? undefined;
    },
  };
}

function planned(row: Record<string, unknown>): PlannedCase {
  return {
    number: row.number as string,
    beat: row.beat as 'primary' | 'superior',
    lastCheckedAt: row.last_checked_at as Date | null,
    lastResult: row.last_result as string | null,
    changeRate: row.change_rate as number,
    closed: row.closed as boolean,
    watchedBy: row.watchers as number,
  };
}

/** Of court.cases, or of what has its columns, called c. */
const COLUMNS =
  'c.number, c.beat, c.last_checked_at, c.last_result, c.change_rate, c.closed, c.watchers';

const URGENT = `
  select ${COLUMNS} from court.cases c
  where alias = $1 and urgent_since is not null and next_check_at <= now() and watchers > 0
  order by urgent_since limit $2`;

const THESE = `
  select ${COLUMNS} from court.cases c join unnest($2::text[]) with ordinality as wanted(number, place) using (number)
  where alias = $1 and watchers > 0 order by place`;

// At a superior court most cases are not: a status costs less there.
const MODE = `case when c.last_checked_at is null and c.beat = 'primary' then 'documents'
    when c.last_checked_at is null or c.next_full_at <= now() then 'status' else 'delta' end`;

// The modes are different queries, so a batch is of one mode: that of the case that has waited longest. What is not due
// yet joins when half its interval has passed. What orders a case travels with it: were the parts joined again by number, the
// planner, which cannot know how many are due, would compare each with each.
const SWEEP = `
  with due as materialized (
    select c.number, c.next_check_at, ${MODE} as mode
    from court.cases c
    where alias = $1 and watchers > 0 and next_check_at <= now()
    order by next_check_at limit $3
  ), sort as materialized (
    select mode, ($2::json ->> mode)::int as room from due order by next_check_at limit 1
  ), ranked as (
    select d.number, d.next_check_at, row_number() over (partition by w.tenant_id order by d.next_check_at, d.number)
      / coalesce(($4::json ->> w.tenant_id)::float8, 1) as place
    from due d left join court.watchers w on w.alias = $1 and w.number = d.number
    where d.mode = (select mode from sort)
  ), chosen as materialized (
    select number, min(place) as place, any_value(next_check_at) as next_check_at from ranked
    group by number order by 2, 3, 1 limit (select room from sort)
  ), soon as (
    select c.*, ${MODE} as mode from court.cases c
    where c.alias = $1 and c.watchers > 0 and c.next_check_at > now() and exists (select from sort)
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
