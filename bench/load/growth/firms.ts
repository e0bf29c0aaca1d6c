import { newId } from '../../../actors/contracts/ids.ts';
import type { DatabaseUrls } from '../../../db/bootstrap.ts';
import { createPool, type Pool } from '../../../db/pool.ts';
import { type Measured, measure } from './measure.ts';
import { addCases } from './populate.ts';
import { QUERIES } from './queries.ts';

/** Connections that add cases: one for each core of a small machine. */
const ADD_AT_ONCE = 2;

/** Firms of equal size in an empty database, which grow together. */
export function createFirms(urls: DatabaseUrls, count: number) {
  const firms = Array.from({ length: count }, (_, place) => ({ tenantId: newId('tenant'), place }));
  let before = 0;

  /** Grows every firm to so many cases, and lets Postgres look at what it has. Answers the size of the database, in words. */
  async function growTo(each: number): Promise<string> {
    const waiting = [...firms];
    const add = async (pool: Pool) => {
      for (let firm = waiting.shift(); firm; firm = waiting.shift()) await addCases(pool, firm, before, each);
    };
    await Promise.all(Array.from({ length: ADD_AT_ONCE }, () => withPool(urls.runtime, add)));
    before = each;
    return withPool(urls.owner, async (pool) => {
      await pool.query('vacuum analyze');
      const { rows } = await pool.query(
        'select pg_size_pretty(pg_database_size(current_database())) as size',
      );
      return rows[0].size;
    });
  }

  /** Every query, as the first of the firms asks it. */
  async function measureAll(): Promise<Map<string, Measured>> {
    const [looked] = firms;
    if (!looked) throw new Error('no firms');
    const all = new Map<string, Measured>();
    const asWorker = { byIndex: true, plansOnce: true };
    await withPool(urls.app, (app) =>
      withPool(
        urls.runtime,
        async (runtime) => {
          for (const query of QUERIES)
            all.set(query.name, await measure(query.role === 'app' ? app : runtime, looked.tenantId, query));
        },
        asWorker,
      ),
    );
    return all;
  }

  return { growTo, measureAll };
}

async function withPool<T>(
  url: string,
  work: (pool: Pool) => Promise<T>,
  options: { byIndex?: boolean; plansOnce?: boolean } = {},
): Promise<T> {
  const onError = (error: Error) => console.error(error.message);
  const pool = createPool({ url, name: 'growth', max: 1, statementTimeout: 0, onError, ...options });
  try {
    return await work(pool);
  } finally {
    await pool.end();
  }
}
