import type { Pool, PoolClient } from '../../../db/pool.ts';
import { type TenantTx, withTenant } from '../../../db/tenant.ts';
import { type Noted, noting } from './noted.ts';
import { type Plan, planOf } from './plan.ts';
import type { Query } from './queries.ts';

export interface Measured extends Plan {
  /** The middle of the last runs, when Postgres has settled for a plan; of all statements together. */
  milliseconds: number;
}

/** Prepared statements keep their plan after five runs. */
const RUNS = 15;
const COUNTED = 8;

class RollBack extends Error {}

/** Runs a query as its role does, several times on one connection, each in a transaction that is thrown away. */
export async function measure(pool: Pool, tenantId: string, query: Query): Promise<Measured> {
  const times: number[] = [];
  let plans: Plan[] = [];
  for (let n = 0; n < RUNS; n++) {
    const notes: Noted[] = [];
    await thrownAway(pool, tenantId, async (tx) => {
      await query.run(as(tx, noting(tx.client, notes)), n);
    });
    times.push(notes.reduce((sum, { milliseconds }) => sum + milliseconds, 0));
    if (n < RUNS - 1) continue;
    plans = [];
    await thrownAway(pool, tenantId, async (tx) => {
      for (const note of notes) plans.push(await planOf(tx.client, note));
    });
  }
  const counted = times.slice(-COUNTED).sort((a, b) => a - b);
  return {
    milliseconds: counted[COUNTED >> 1] ?? 0,
    rows: plans.reduce((sum, { rows }) => sum + rows, 0),
    ways: [...new Set(plans.flatMap(({ ways }) => ways.split(', ')))].filter(Boolean).sort().join(', '),
  };
}

function as(tx: TenantTx, client: PoolClient): TenantTx {
  return Object.assign(Object.create(tx), { client });
}

async function thrownAway(
  pool: Pool,
  tenantId: string,
  work: (tx: TenantTx) => Promise<void>,
): Promise<void> {
  try {
    await withTenant(pool, tenantId, async (tx) => {
      await work(tx);
      throw new RollBack();
    });
  } catch (error) {
    if (!(error instanceof RollBack)) throw error;
  }
}
