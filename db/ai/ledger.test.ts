import { afterAll, beforeAll, expect, test } from 'bun:test';
import { newId } from '../../actors/contracts/ids.ts';
import { acquirePostgres, type TestDatabase } from '../../compose/test-kit/postgres.ts';
import { createPool, type Pool } from '../pool.ts';
import { withTenant } from '../tenant.ts';
import { type Reservation, release, reserve, settle } from './ledger.ts';
import { readUsage } from './usage.ts';

let database: TestDatabase;
let workers: Pool[];
beforeAll(async () => {
  database = await acquirePostgres();
  const onError = (error: Error) => {
    throw error;
  };
  workers = ['one', 'other'].map((name) => createPool({ url: database.urls.runtime, name, max: 4, onError }));
}, 120_000);
afterAll(async () => {
  for (const pool of workers) await pool.end();
  await database.release();
}, 120_000);

const CAPS = { micros: 1_000, tokens: 1_000_000 };
const PRICE = 'm@2026-11-01=1/1/1/1';
const use = (id: string, micros = 30): Reservation => {
  return { id, answerId: 'a', task: 'summary', model: 'm', price: PRICE, micros, tokens: 10 };
};
const worker = (i: number) => workers[i % workers.length] as Pool;

test('of what two workers reach for at once, to the cap is given and not a millionth more', async () => {
  const tenant = newId('tenant');
  const wanted = Array.from({ length: 50 }, (_, i) =>
    withTenant(worker(i), tenant, (tx) => reserve(tx, CAPS, use(`use-${i}`))),
  );
  const given = (await Promise.all(wanted)).filter(Boolean);
  expect(given).toHaveLength(33);
  const usage = await withTenant(worker(0), tenant, (tx) => readUsage(tx));
  expect([usage.reservedMicros, usage.spentMicros]).toEqual([990, 0]);
}, 120_000);

test('the same use again takes nothing more, and what was not spent is there again', async () => {
  const tenant = newId('tenant');
  const ask = (i: number, id: string, micros?: number) =>
    withTenant(worker(i), tenant, (tx) => reserve(tx, CAPS, use(id, micros)));
  expect(await Promise.all([ask(0, 'a', 900), ask(1, 'a', 900)])).toEqual([true, true]);
  expect(await ask(1, 'b', 101)).toBe(false);
  const spent = { inputTokens: 5, cacheWriteTokens: 0, cacheReadTokens: 0, outputTokens: 5 };
  for (const i of [0, 1])
    await withTenant(worker(i), tenant, (tx) => settle(tx, 'a', spent, { micros: 400, price: PRICE }));
  expect(await ask(0, 'b', 600)).toBe(true);
  expect(await ask(1, 'c', 1)).toBe(false);
  await withTenant(worker(0), tenant, (tx) => release(tx, 'b'));
  expect(await ask(1, 'c', 600)).toBe(true);
  const usage = await withTenant(worker(0), tenant, (tx) => readUsage(tx));
  expect([usage.spentMicros, usage.reservedMicros]).toEqual([400, 600]);
  const { rows } = await withTenant(worker(0), tenant, (tx) =>
    tx.client.query('select price, spent_micros from ai_calls where tenant_id = $1 and id = $2', [
      tenant,
      'a',
    ]),
  );
  expect(rows).toEqual([{ price: PRICE, spent_micros: 400 }]);
}, 120_000);
