import { afterAll, beforeAll, beforeEach, expect, test } from 'bun:test';
import fc from 'fast-check';
import { acquirePostgres, type TestDatabase } from '../../../compose/test-kit/postgres.ts';
import { createPool, type Pool } from '../../../db/pool.ts';
import { QUIET } from '../test-kit.ts';
import { bucketOf, takeRequest } from './budget.ts';

let database: TestDatabase;
let admin: Pool;
/** Two processes. */
let pools: [Pool, Pool];
beforeAll(async () => {
  database = await acquirePostgres();
  const pool = (url: string) => createPool({ url, name: 'test', max: 8, onError: () => {} });
  admin = pool(database.adminUrl);
  pools = [pool(database.urls.runtime), pool(database.urls.runtime)];
});
afterAll(async () => {
  await Promise.all([admin.end(), ...pools.map((p) => p.end())]);
  await database.release();
});
beforeEach(() => admin.query('truncate court.budgets'));

const limits = (requestsPerMinute: number, requestsPerDay = 1_000_000) => ({
  ...QUIET,
  requestsPerMinute,
  requestsPerDay,
});
/** Lets time go by as far as the budget can tell. */
const passes = (seconds: number) =>
  admin.query(`update court.budgets set refilled_at = refilled_at - $1 * interval '1 second'`, [seconds]);
const used = async () =>
  (await admin.query('select used_today from court.budgets')).rows[0].used_today as number;

test('two processes that ask at once get together what one may have, the very first request counted', async () => {
  const { burst } = bucketOf(120);
  const asked = Array.from({ length: 200 }, (_, i) => takeRequest(pools[i % 2] as Pool, limits(120), true));
  const granted = (await Promise.all(asked)).filter((g) => g.granted).length;
  // A little is refilled meanwhile.
  expect(granted).toBeGreaterThanOrEqual(burst);
  expect(granted).toBeLessThanOrEqual(burst + 20);
  expect(await used()).toBe(granted);
});

test('no sixty seconds see more than the limit, however one asks', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 130 }),
      fc.array(
        fc.record({
          after: fc.double({ min: 0, max: 40, noNaN: true }),
          asks: fc.integer({ min: 1, max: 60 }),
        }),
        {
          maxLength: 12,
        },
      ),
      async (perMinute, rounds) => {
        await admin.query('truncate court.budgets');
        const started = performance.now();
        const grants: number[] = [];
        let clock = 0;
        for (const { after, asks } of rounds) {
          clock += after;
          await passes(after);
          for (let i = 0; i < asks; i++) {
            const grant = await takeRequest(pools[i % 2] as Pool, limits(perMinute), true);
            if (grant.granted) grants.push(clock + (performance.now() - started) / 1_000);
            else break;
          }
        }
        for (const [i, at] of grants.entries()) {
          const within = grants.slice(i).filter((other) => other < at + 59.5).length;
          expect(within).toBeLessThanOrEqual(perMinute);
        }
      },
    ),
    { numRuns: 25 },
  );
}, 60_000);

test('whoever asks without haste leaves a tenth of the minute to people', async () => {
  const { burst, reserve } = bucketOf(40);
  const take = async (urgent: boolean) => (await takeRequest(pools[0], limits(40), urgent)).granted;
  let unhurried = 0;
  while (await take(false)) unhurried++;
  expect(unhurried).toBeGreaterThanOrEqual(burst - reserve);
  let urgent = 0;
  while (urgent < reserve && (await take(true))) urgent++;
  expect(urgent).toBe(reserve);
});

test('waiting as long as it says is enough', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 200 }), fc.boolean(), async (perMinute, urgent) => {
      await admin.query('truncate court.budgets');
      for (let i = 0; i <= 200; i++) {
        const grant = await takeRequest(pools[0], limits(perMinute), urgent);
        if (grant.granted) continue;
        await passes(grant.waitMs / 1_000 + 0.002);
        expect((await takeRequest(pools[1], limits(perMinute), urgent)).granted).toBe(true);
        return;
      }
    }),
    { numRuns: 15 },
  );
});

test('the day is exact, leaves a twentieth to people, and begins anew at midnight in Brasília', async () => {
  const config = limits(1_000_000, 100);
  // As if the whole day's share were due: pacing is another matter.
  const day = async (count: number, date = "(now() at time zone 'America/Sao_Paulo')::date") =>
    admin.query(`update court.budgets set used_today = $1, day = ${date}`, [count]);
  const take = async (urgent: boolean) => (await takeRequest(pools[0], config, urgent)).granted;
  await take(true);
  await day(95);
  expect(await take(false)).toBe(false);
  for (let i = 0; i < 5; i++) expect(await take(true)).toBe(true);
  expect(await take(true)).toBe(false);
  expect(await used()).toBe(100);
  await day(100, "(now() at time zone 'America/Sao_Paulo')::date - 1");
  expect(await take(true)).toBe(true);
  expect(await used()).toBe(1);
});

test('over the day the unhurried are paced: an hour ahead at the most', async () => {
  const config = limits(1_000_000, 24_000);
  await takeRequest(pools[0], config, false);
  const { rows } = await admin.query(
    "select extract(epoch from (now() at time zone 'America/Sao_Paulo')::time)::float8 / 86400 as share",
  );
  const allowed = Math.min(24_000 * rows[0].share + 1_000, 22_800);
  await admin.query('update court.budgets set used_today = $1', [Math.floor(allowed) - 5]);
  expect((await takeRequest(pools[0], config, false)).granted).toBe(true);
  await admin.query('update court.budgets set used_today = $1', [Math.ceil(allowed) + 60]);
  expect((await takeRequest(pools[0], config, false)).granted).toBe(false);
  expect((await takeRequest(pools[0], config, true)).granted).toBe(true);
});
