import type { Pool } from '../../../db/pool.ts';
import { NEXT, OWNERS, sweepText, theseText, urgentText, watchedBy } from './plan-sql.ts';

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

/** A firm among the watchers of what can be asked for now. */
export interface Owner {
  tenantId: string;
  /** A person waits for some of it. */
  urgent: boolean;
  /** Some of it is known to have changed. */
  pending: boolean;
}

/** What a court is asked for next. */
export interface Planner {
  /** Numbers that a person waits for, oldest wish first; with `tenant` of those that this firm watches. */
  urgent(alias: string, limit: number, tenant?: string): Promise<PlannedCase[]>;
  /** The given numbers, those that are still watched; with `tenant` by this firm. */
  these(alias: string, numbers: readonly string[], tenant?: string): Promise<PlannedCase[]>;
  /** A batch of what is due, or undefined; with `tenant` of what this firm watches. */
  sweep(alias: string, limits: Record<Plan['mode'], number>, tenant?: string): Promise<Plan | undefined>;
  /** When something will be due; undefined when nothing is watched. With `tenants` of what these watch. */
  nextDue(alias: string, tenants?: readonly string[]): Promise<Date | undefined>;
  /** Which of these firms watch something that is due or pending; longest due first. */
  owners(alias: string, tenants: readonly string[], pending: readonly string[]): Promise<Owner[]>;
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
    async urgent(alias, limit, tenant) {
      const query = tenant
        ? { name: 'plan-urgent-own', text: urgentText('$3'), values: [alias, limit, tenant] }
        : { name: 'plan-urgent', text: urgentText(), values: [alias, limit] };
      const { rows } = await pool.query(query);
      return rows.map(planned);
    },
    async these(alias, numbers, tenant) {
      const query = tenant
        ? { name: 'plan-these-own', text: theseText('$3'), values: [alias, numbers, tenant] }
        : { name: 'plan-these', text: theseText(), values: [alias, numbers] };
      const { rows } = await pool.query(query);
      return rows.map(planned);
    },
    async sweep(alias, limits, tenant) {
      const values = [alias, JSON.stringify(limits), WINDOW, JSON.stringify(weights())];
      const query = tenant
        ? { name: 'plan-sweep-own', text: sweepText('$5'), values: [...values, tenant] }
        : { name: 'plan-sweep', text: sweepText(), values };
      const { rows } = await pool.query(query);
      if (rows.length === 0) return undefined;
      const cases = rows.map(planned);
      const { mode } = rows[0];
      if (mode !== 'delta') return { cases, mode, since: null };
      const since = new Date(Math.min(...cases.map((c) => c.lastCheckedAt?.getTime() ?? 0)));
      return { cases, mode, since };
    },
    async nextDue(alias, tenants) {
      const query = tenants
        ? { name: 'plan-next-own', text: `${NEXT} and ${watchedBy('any($2)')}`, values: [alias, tenants] }
        : { name: 'plan-next', text: NEXT, values: [alias] };
      const { rows } = await pool.query(query);
      return rows[0].at ?? undefined;
    },
    async owners(alias, tenants, pending) {
      const values = [alias, tenants, WINDOW, pending];
      const { rows } = await pool.query<Owner>({ name: 'plan-owners', text: OWNERS, values });
      return rows;
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
