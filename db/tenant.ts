import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import { isTenantToken } from '../actors/contracts/subjects.ts';
import { BIND_TENANT, queryBound, type Statement } from './bound-query.ts';
import { isUnavailable, type Pool, type PoolClient } from './pool.ts';

/** Where one statement of a firm can be read: in a transaction, or by itself (`tenantReader`). */
export interface TenantReader {
  readonly tenantId: string;
  readonly client: { query<R>(statement: Statement): Promise<{ rows: R[] }> };
}

/** A transaction that sees one firm's rows and no other's. */
export type TenantTx = NodePgDatabase & { readonly tenantId: string; readonly client: PoolClient };

/**
 * Runs `work` in one transaction bound to `tenantId`: the only way to a tenant's tables. Row-level security
 * compares every row with app.tenant_id, so a forgotten condition shows nothing instead of a neighbour's rows.
 * Commits when `work` resolves, rolls back when it throws. Never hold it across a call to the outside.
 */
export async function withTenant<T>(
  pool: Pool,
  tenantId: string,
  work: (tx: TenantTx) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    const result = await boundWork(client, 'begin', tenantId, work);
    const { command } = await client.query('commit');
    // Postgres answers a commit of a broken transaction by rolling it back, without an error.
    if (command !== 'COMMIT')
      throw new Error('the transaction had failed: a statement’s error was not passed on');
    return result;
  } catch (error) {
    broken = await rollBack(client);
    throw error;
  } finally {
    client.release(broken);
  }
}

/** As `withTenant`, on one snapshot and unable to write. */
export async function readTenant<T>(
  pool: Pool,
  tenantId: string,
  work: (tx: TenantTx) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    const begin = 'begin isolation level repeatable read read only';
    const result = await boundWork(client, begin, tenantId, work);
    // Nothing depends on the end of a read: the next user of the connection queues behind it. Should it fail, the
    // connection is gone, and the pool hears of that by itself.
    client.query('commit').catch(() => {});
    return result;
  } catch (error) {
    broken = await rollBack(client);
    throw error;
  } finally {
    client.release(broken);
  }
}

/**
 * Reads a firm's rows one statement at a time, each on a snapshot of its own: a third of the cost of `readTenant`, for what
 * needs no more than one. Bound like every other way in.
 */
export function tenantReader(pool: Pool, tenantId: string): TenantReader {
  async function query<R>(statement: Statement): Promise<{ rows: R[] }> {
    const client = await pool.connect();
    let broken: Error | undefined;
    try {
      return (await queryBound(client, tenantId, statement)) as { rows: R[] };
    } catch (error) {
      // The server says goodbye before the socket closes: the pool would hand it out once more.
      if (isUnavailable(error)) broken = error as Error;
      throw error;
    } finally {
      client.release(broken);
    }
  }
  return { tenantId, client: { query } };
}

/** Binds the open transaction of `client` to a firm (until its end or the next binding). */
export async function bindTenant(client: PoolClient, tenantId: string): Promise<TenantTx> {
  await client.query({ ...BIND_TENANT, values: [tenantId] });
  return tenantTx(client, tenantId);
}

/** The handle of a transaction that is bound to the firm, or will be before each statement. */
export function tenantTx(client: PoolClient, tenantId: string): TenantTx {
  return Object.assign(drizzle(client), { tenantId, client });
}

/**
 * Begins and binds in one message, and lets the first statements of `work` follow in the same flight (the pool's connections
 * are pipelined): a read costs one round trip instead of three. Should the beginning fail, everything behind it fails too,
 * and what is told is why it failed.
 */
async function boundWork<T>(
  client: PoolClient,
  begin: string,
  tenantId: string,
  work: (tx: TenantTx) => Promise<T>,
): Promise<T> {
  // It becomes part of the text: a message of two statements takes no parameters.
  if (!isTenantToken(tenantId)) throw new TypeError('not the id of a tenant');
  const [bound, done] = await Promise.allSettled([
    client.query(`${begin}; set local app.tenant_id = '${tenantId}'`),
    work(tenantTx(client, tenantId)),
  ]);
  if (bound.status === 'rejected') throw bound.reason;
  if (done.status === 'rejected') throw done.reason;
  return done.value;
}

/** Answers the error of a connection that is gone: the server rolled back by itself, and the pool must not reuse it. */
async function rollBack(client: PoolClient): Promise<Error | undefined> {
  try {
    await client.query('rollback');
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
