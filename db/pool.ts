import pg from 'pg';
import { BIND_TENANT } from './bound-query.ts';
import { writeOncePerTurn } from './one-write.ts';

export type Pool = pg.Pool;
export type PoolClient = pg.PoolClient;

export interface PoolOptions {
  url: string;
  /** Shown in pg_stat_activity. */
  name: string;
  max: number;
  /** Milliseconds; 0 is no limit. */
  statementTimeout?: number;
  /**
   * For statements that find their rows by an index, all of them. A statement that was planned while its table was nearly
   * empty would read all of the table for hours after it has filled.
   */
  byIndex?: boolean;
  /**
   * For statements that are the same again and again. One whose array holds one id looks dearer to Postgres with any array than
   * with this one, and would be planned anew each time, for more than it costs to run.
   */
  plansOnce?: boolean;
  onError: (error: Error) => void;
}

// DataJud positions and counts fit in a double; text would only be parsed again by everybody.
const types = {
  getTypeParser: ((oid: number, format?: 'text') =>
    oid === pg.types.builtins.INT8
      ? Number
      : pg.types.getTypeParser(oid, format ?? 'text')) as typeof pg.types.getTypeParser,
};

/** A pool of connections of one role. The caller ends it. */
export function createPool(options: PoolOptions): Pool {
  const pool = new pg.Pool({
    connectionString: options.url,
    application_name: options.name,
    max: options.max,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    statement_timeout: options.statementTimeout ?? 30_000,
    idle_in_transaction_session_timeout: 60_000,
    keepAlive: true,
    // Statements that do not wait for each other's answers travel together; see withTenant.
    pipeline: true,
    // What Postgres writes into JSON ends in +00:00 then, whatever the server's own zone is.
    options: `-c TimeZone=UTC${options.byIndex ? ' -c enable_seqscan=off' : ''}${options.plansOnce ? ' -c plan_cache_mode=force_generic_plan' : ''}`,
    onConnect: (client) => client.query({ ...BIND_TENANT, values: [''] }),
    types,
  });
  // A terminated backend emits on the pool; without a listener it would end the process.
  pool.on('error', options.onError);
  // A checked-out client emits too (its own query rejects as well).
  pool.on('connect', (client) => client.on('error', options.onError));
  pool.on('connect', writeOncePerTurn);
  return pool;
}

/** SQLSTATE of a driver error, looking through drizzle's wrapper; undefined when it is none. */
export function sqlState(error: unknown): string | undefined {
  for (let e: unknown = error; e instanceof Error; e = e.cause) {
    const code = (e as { code?: unknown }).code;
    // Every SQLSTATE has a digit; EPIPE and EBUSY are Node's and have none.
    if (typeof code === 'string' && /^(?=.*\d)[0-9A-Z]{5}$/.test(code)) return code;
  }
  return undefined;
}

/** Whether the database could not be reached or went away: worth a 503 and another try, not a bug. */
export function isUnavailable(error: unknown): boolean {
  const state = sqlState(error);
  if (state) return /^(08|53|57P)/.test(state);
  for (let e: unknown = error; e instanceof Error; e = e.cause) {
    const code = (e as { code?: unknown }).code;
    if (
      typeof code === 'string' &&
      ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND'].includes(code)
    )
      return true;
    if (
      /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/.test(
        e.message,
      )
    )
      return true;
  }
  return false;
}
