import { BIND_TENANT } from './bound-query.ts';
import type { PoolClient } from './pool.ts';
import { type TenantTx, tenantTx } from './tenant.ts';

/** One open transaction in which the work of several firms goes on at once. */
export interface SharedTransaction {
  /** What one firm's work does in it. */
  as(tenantId: string): TenantTx;
  /** No statement of any firm from now on. Throws when one of the bindings failed. */
  close(): Promise<void>;
}

/**
 * Lets the statements of several firms travel in one flight instead of a round trip for each. Whoever's statement is next,
 * its firm is bound right before it: the connection is pipelined and keeps the order, so nothing comes between the two,
 * however the works take turns.
 *
 *   unbound ──statement of A──▶ bind A, run ──statement of A──▶ run ──statement of B──▶ bind B, run ──▶ …
 */
export function shareTransaction(client: PoolClient): SharedTransaction {
  const bindings: Promise<unknown>[] = [];
  let bound: string | undefined;
  let closed = false;

  function bind(tenantId: string): void {
    // What comes late would run outside the transaction, and be kept.
    if (closed) throw new Error('the transaction is over');
    if (bound === tenantId) return;
    bound = tenantId;
    const binding = client.query({ ...BIND_TENANT, values: [tenantId] });
    // Told by `close`.
    binding.catch(() => {});
    bindings.push(binding);
  }

  return {
    as(tenantId) {
      const own: PoolClient = Object.create(client);
      own.query = ((...statement: Parameters<PoolClient['query']>) => {
        bind(tenantId);
        return client.query(...statement);
      }) as PoolClient['query'];
      return tenantTx(own, tenantId);
    },
    async close() {
      closed = true;
      await Promise.all(bindings);
    },
  };
}
