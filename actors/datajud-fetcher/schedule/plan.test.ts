import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { acquirePostgres, type TestDatabase } from '../../../compose/test-kit/postgres.ts';
import { createPool, type Pool } from '../../../db/pool.ts';
import { createPlanner, type Planner } from './plan.ts';

let database: TestDatabase;
let pool: Pool;
let weights: Record<string, number> = {};
let planner: Planner;
beforeAll(async () => {
  database = await acquirePostgres();
  pool = createPool({ url: database.urls.runtime, name: 'test', max: 4, onError: () => {} });
  planner = createPlanner(pool, () => weights);
});
afterAll(async () => {
  await pool.end();
  await database.release();
});
beforeEach(async () => {
  weights = {};
  await pool.query('delete from court.cases; delete from court.watchers');
});

interface Row {
  number: string;
  firm?: string;
  /** Minutes from now. */
  next?: number;
  full?: number;
  checked?: number | null;
  interval?: number;
  urgent?: number | null;
  beat?: string;
}
async function watchList(rows: Row[]): Promise<void> {
  const all = rows.map((r) => ({
    firm: 'ten_a',
    next: -1,
    full: 600,
    checked: -60,
    interval: 3_600,
    urgent: null,
    beat: 'primary',
    ...r,
  }));
  await pool.query(
    `with r as (select * from json_to_recordset($1) as r(number text, firm text, next float8, full_at float8, checked float8,
        interval int, urgent float8, beat text)), w as (
      insert into court.watchers (alias, number, tenant_id, process_id) select 'tjsp', number, firm, 'prc_x' from r on conflict do nothing)
    insert into court.cases (alias, number, watchers, beat, next_check_at, next_full_at, interval_seconds, last_checked_at, urgent_since)
    select distinct on (number) 'tjsp', number, 1, beat, now() + next * interval '1 minute', now() + full_at * interval '1 minute',
      interval, now() + checked * interval '1 minute', now() + urgent * interval '1 minute' from r`,
    [JSON.stringify(all.map(({ full, ...r }) => ({ ...r, full_at: full })))],
  );
}
const many = (firm: string, count: number, more: Partial<Row> = {}) =>
  Array.from({ length: count }, (_, i) => ({
    number: `${firm}-${String(i).padStart(4, '0')}`,
    firm,
    ...more,
  }));
const limits = (n: number) => ({ documents: n, status: n, delta: n });
const perFirm = (cases: { number: string }[]) =>
  Object.fromEntries(
    [...Map.groupBy(cases, (c) => c.number.split('-')[0] ?? '')].map(([firm, own]) => [firm, own.length]),
  );

describe('a batch', () => {
  test('is of one sort: that of the case that has waited longest', async () => {
    await watchList([
      { number: 'never-seen', checked: null, next: -1 },
      { number: 'never-seen-above', checked: null, beat: 'superior', next: -2 },
      { number: 'owed', full: -1, next: -3 },
      { number: 'delta', next: -4 },
      { number: 'delta-soon', next: 10 },
      { number: 'owed-soon', full: -1, next: 10 },
    ]);
    const take = async () => {
      const plan = await planner.sweep('tjsp', limits(10));
      const numbers = plan?.cases.map((c) => c.number) ?? [];
      await pool.query(
        "update court.cases set next_check_at = now() + interval '1 day' where number = any($1)",
        [numbers],
      );
      return [plan?.mode, ...numbers];
    };
    expect(await take()).toEqual(['delta', 'delta', 'delta-soon']);
    expect(await take()).toEqual(['status', 'owed', 'never-seen-above', 'owed-soon']);
    expect(await take()).toEqual(['documents', 'never-seen']);
    expect(await planner.sweep('tjsp', limits(10))).toBeUndefined();
  });

  test('that goes out is filled with what is due before half its interval', async () => {
    await watchList([{ number: 'due' }, { number: 'soon', next: 29 }, { number: 'later', next: 31 }]);
    expect((await planner.sweep('tjsp', limits(10)))?.cases.map((c) => c.number)).toEqual(['due', 'soon']);
    expect((await planner.sweep('tjsp', limits(1)))?.cases.map((c) => c.number)).toEqual(['due']);
  });

  test('asks a delta for what came after the oldest of its checks', async () => {
    await watchList([
      { number: 'a', checked: -30 },
      { number: 'b', checked: -90 },
    ]);
    const plan = await planner.sweep('tjsp', limits(10));
    expect(Math.round(((plan?.since?.getTime() ?? 0) - Date.now()) / 60_000)).toBe(-90);
  });

  test('is shared by firms by weight when more is due than it holds', async () => {
    await watchList([
      ...many('big', 300, { next: -50 }),
      ...many('small', 300, { next: -40 }),
      ...many('tiny', 3, { next: -5 }),
    ]);
    weights = { big: 4 };
    // The first case of each firm comes before the second of any, a weight of four counting as four firms.
    expect(perFirm((await planner.sweep('tjsp', limits(103)))?.cases ?? [])).toEqual({
      big: 80,
      small: 20,
      tiny: 3,
    });
    weights = { small: 0.5 };
    expect(perFirm((await planner.sweep('tjsp', limits(63)))?.cases ?? [])).toEqual({
      big: 40,
      small: 20,
      tiny: 3,
    });
  });

  test('holds a case once, however many watch it, and a case whose watchers are not known is no trap', async () => {
    await watchList(['a', 'b', 'c'].map((firm) => ({ number: 'shared', firm })));
    await pool.query(`insert into court.cases (alias, number, watchers, next_check_at, next_full_at, interval_seconds, last_checked_at)
      values ('tjsp', 'drifted', 1, now() - interval '1 day', now() + interval '1 day', 60, now())`);
    expect((await planner.sweep('tjsp', limits(10)))?.cases.map((c) => c.number).sort()).toEqual([
      'drifted',
      'shared',
    ]);
  });
});

test('people who wait go first, in their order, but not what was asked in vain a moment ago', async () => {
  await watchList([
    { number: 'second', urgent: -1 },
    { number: 'first', urgent: -5 },
    { number: 'in-vain', urgent: -9, next: 4 },
    { number: 'due', next: -99 },
  ]);
  expect((await planner.urgent('tjsp', 10)).map((c) => c.number)).toEqual(['first', 'second']);
  expect((await planner.urgent('tjsp', 1)).map((c) => c.number)).toEqual(['first']);
});

test('changed documents are fetched in the order in which they were found, those still watched', async () => {
  await watchList([{ number: 'a' }, { number: 'b' }, { number: 'c' }]);
  await pool.query("update court.cases set watchers = 0 where number = 'b'");
  expect((await planner.these('tjsp', ['c', 'b', 'a'])).map((c) => c.number)).toEqual(['c', 'a']);
});

test('the whole watch list is covered, whatever its mixture: nobody starves', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.record({
          firm: fc.constantFrom('a', 'b', 'c'),
          next: fc.integer({ min: -600, max: -1 }),
          full: fc.constantFrom(-1, 600),
          checked: fc.constantFrom(null, -60),
          beat: fc.constantFrom('primary', 'superior'),
        }),
        { minLength: 1, maxLength: 120 },
      ),
      fc.integer({ min: 1, max: 40 }),
      async (rows, size) => {
        await pool.query('delete from court.cases; delete from court.watchers');
        weights = { a: 4, c: 0.25 };
        await watchList(rows.map((r, i) => ({ ...r, number: `${r.firm}-${i}` })));
        // Those of one sort come up together: at most one batch more than fits for each of the three sorts.
        const most = Math.ceil(rows.length / size) + 3;
        const seen = new Set<string>();
        for (let i = 0; i < most && seen.size < rows.length; i++) {
          const plan = await planner.sweep('tjsp', limits(size));
          const numbers = plan?.cases.map((c) => c.number) ?? [];
          for (const number of numbers) seen.add(number);
          await pool.query(
            "update court.cases set next_check_at = now() + interval '9 hours', last_checked_at = now() where number = any($1)",
            [numbers],
          );
        }
        expect(seen.size).toBe(rows.length);
      },
    ),
    { numRuns: 30 },
  );
}, 60_000);
