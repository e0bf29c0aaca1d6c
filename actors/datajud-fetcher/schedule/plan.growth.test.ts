import { afterAll, beforeAll, expect, test } from 'bun:test';
import { acquirePostgres, type TestDatabase } from '../../../compose/test-kit/postgres.ts';
import { createPool, type Pool } from '../../../db/pool.ts';
import { createPlanner } from './plan.ts';

let database: TestDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await acquirePostgres();
  pool = createPool({ url: database.urls.runtime, name: 'test', max: 1, onError: () => {} });
});
afterAll(async () => {
  await pool.end();
  await database.release();
});

interface Node {
  'Actual Loops': number;
  'Rows Removed by Join Filter'?: number;
  'Rows Removed by Filter'?: number;
  Plans?: Node[];
}

/** Rows that were compared in vain. */
function inVain(node: Node): number {
  const own = (node['Rows Removed by Join Filter'] ?? 0) + (node['Rows Removed by Filter'] ?? 0);
  return own * node['Actual Loops'] + (node.Plans ?? []).reduce((sum, child) => sum + inVain(child), 0);
}

test('a batch of many due cases is planned without comparing each with each', async () => {
  const due = 1_000;
  await pool.query(
    `insert into court.cases (alias, number, watchers, next_check_at, next_full_at, interval_seconds, last_checked_at)
      select 'tjsp', n::text, 1, now(), now(), 3600, now() - interval '1 day' from generate_series(1, $1::int) n`,
    [due],
  );
  await pool.query(
    "insert into court.watchers (alias, number, tenant_id, process_id) select alias, number, 'ten_a', 'prc_a' from court.cases",
  );
  const asked: { text: string; values: unknown[] }[] = [];
  const noting = {
    query(query: (typeof asked)[number]) {
      asked.push(query);
      return pool.query(query);
    },
  };
  const limits = { documents: 100, status: 250, delta: 500 };
  const plan = await createPlanner(noting as unknown as Pool, () => ({})).sweep('tjsp', limits);
  expect(plan?.cases).toHaveLength(limits.status);
  const [{ text, values } = { text: '', values: [] }] = asked;
  const { rows } = await pool.query({ text: `explain (analyze, format json) ${text}`, values });
  expect(inVain(rows[0]['QUERY PLAN'][0].Plan)).toBeLessThan(due);
});
