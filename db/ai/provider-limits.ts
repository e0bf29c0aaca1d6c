import type { Pool } from '../pool.ts';

/** What is stored of one account at a provider. Instants are Unix milliseconds of Postgres's clock. */
export interface StoredLimits {
  tokens: number;
  refilledAt: number;
  pausedUntil: number;
  toldPerMinute: number | null;
  underWay: Record<string, number>;
  models: Record<string, { failures: number; closedUntil: number }>;
}

/**
 * Changes what all workers share about an account: nobody else reads or changes it meanwhile. `change` is given what is stored
 * (undefined at first) and Postgres's clock, and answers what is to be stored, or undefined to leave it.
 */
export async function changeProviderLimits<T>(
  pool: Pool,
  account: string,
  change: (stored: StoredLimits | undefined, now: number) => { next: StoredLimits | undefined; answer: T },
): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    // A row that is not there cannot be locked, and two first callers must not both begin it.
    await client.query({ name: 'provider-limits-turn', text: TURN, values: [account] });
    const { rows } = await client.query({ name: 'provider-limits', text: READ, values: [account] });
    const [{ now, ...row }] = rows;
    const { next, answer } = change(row.refilledAt === null ? undefined : row, now);
    if (next) {
      const { tokens, refilledAt, pausedUntil, toldPerMinute, underWay, models } = next;
      const values = [account, tokens, refilledAt, pausedUntil, toldPerMinute, underWay, models];
      await client.query({ name: 'keep-provider-limits', text: KEEP, values });
    }
    await client.query('commit');
    client.release();
    return answer;
  } catch (error) {
    // A connection in an unknown state is not used again; its transaction ends with it.
    client.release(true);
    throw error;
  }
}

const TURN = `select pg_advisory_xact_lock(hashtextextended('provider-limits ' || $1, 0))`;

const READ = `
  select floor(extract(epoch from clock_timestamp()) * 1000)::bigint as now, l.tokens, l.refilled_at as "refilledAt",
    l.paused_until as "pausedUntil", l.told_per_minute as "toldPerMinute", l.under_way as "underWay", l.models
  from (select $1::text as account) as asked left join court.provider_limits l using (account)`;

const KEEP = `
  insert into court.provider_limits (account, tokens, refilled_at, paused_until, told_per_minute, under_way, models)
  values ($1, $2, $3, $4, $5, $6, $7)
  on conflict (account) do update set tokens = excluded.tokens, refilled_at = excluded.refilled_at,
    paused_until = excluded.paused_until, told_per_minute = excluded.told_per_minute, under_way = excluded.under_way,
    models = excluded.models`;
