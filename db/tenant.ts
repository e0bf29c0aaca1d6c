import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { Pool, PoolClient } from './pool.ts';

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
  return transaction(pool, 'begin', tenantId, work);
}

/** As `withTenant`, on one snapshot and unable to write. */
export async function readTenant<T>(
  pool: Pool,
  tenantId: string,
  work: (tx: TenantTx) => Promise<T>,
): Promise<T> {
  return transaction(pool, 'begin isolation level repeatable read read only', tenantId, work);
}

/** Binds the open transaction of `client` to a firm (until its end or the next binding). */
export async function bindTenant(client: PoolClient, tenantId: string): Promise<TenantTx> {
  await client.query({
    name: 'bind-tenant',
    text: "select set_config('app.tenant_id', $1, true)",
    values: [tenantId],
  });
  return Object.assign(drizzle(client), { tenantId, client });
}

async function transaction<T>(
  pool: Pool,
  begin: string,
  tenantId: string,
  work: (tx: TenantTx) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query(begin);
    const result = await work(await bindTenant(client, tenantId));
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch((rollbackError: Error) => {
      // The connection is gone: the server rolled back by itself, and the pool must not reuse it.
      broken = rollbackError;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}
