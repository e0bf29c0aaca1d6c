import { afterAll, beforeAll, expect, test } from 'bun:test';
import { newId } from '../../actors/contracts/ids.ts';
import { acquirePostgres, type TestDatabase } from '../../compose/test-kit/postgres.ts';
import { createPool, type Pool } from '../pool.ts';
import { findProcess } from '../processes/find.ts';
import { registerProcesses } from '../processes/register.ts';
import { readTenant, withTenant } from '../tenant.ts';
import { type CheckFilters, listChecks } from './list.ts';

const NUMBER = '00000011720998260001';
let database: TestDatabase;
let app: Pool;
let runtime: Pool;
beforeAll(async () => {
  database = await acquirePostgres();
  const options = { name: 'test', max: 4, onError: () => {} };
  app = createPool({ ...options, url: database.urls.app });
  runtime = createPool({ ...options, url: database.urls.runtime });
});
afterAll(async () => {
  await Promise.all([app.end(), runtime.end()]);
  await database.release();
});

async function watch(tenant: string) {
  const [registered] = await withTenant(app, tenant, (tx) =>
    registerProcesses(tx, [{ number: NUMBER, label: null, tags: [], courtStatus: 'pending' }], {}),
  );
  const process = await readTenant(app, tenant, (tx) => findProcess(tx, registered?.processId ?? ''));
  if (!process) throw new Error('not registered');
  return { number: NUMBER, watchedSince: process.createdAt };
}

async function check(alias: string, result: string, at: Date) {
  const id = newId('request');
  await runtime.query(
    `insert into court.requests (id, alias, mode, asked_at, answered_at, outcome, http_status, numbers)
     values ($1, $2, 'status', $3, $3, 'ok', 200, 1)`,
    [id, alias, at],
  );
  await runtime.query(
    'insert into court.checks (number, alias, request_id, checked_at, result) values ($1, $2, $3, $4, $5)',
    [NUMBER, alias, id, at, result],
  );
  return id;
}

test('a firm sees the checks since it watches, and none of before', async () => {
  const tenant = newId('tenant');
  await check('tjsp', 'found', new Date(Date.now() - 60_000));
  const process = await watch(tenant);
  const one = await check('tjsp', 'unchanged', new Date(Date.now() + 1_000));
  const two = await check('stj', 'absent', new Date(Date.now() + 2_000));
  const list = (filters: CheckFilters, page: Parameters<typeof listChecks>[3] = { limit: 10 }) =>
    readTenant(app, tenant, async (tx) =>
      (await listChecks(tx, process, filters, page)).map((c) => c.requestId),
    );
  expect(await list({})).toEqual([two, one]);
  expect(await list({ alias: 'tjsp' })).toEqual([one]);
  expect(await list({ result: 'absent' })).toEqual([two]);
  expect(await list({}, { limit: 10, after: { requestId: two, alias: 'stj' } })).toEqual([one]);
  expect(await list({ until: new Date() })).toEqual([]);

  const stranger = newId('tenant');
  const asIfItWatched = { number: NUMBER, watchedSince: new Date(0) };
  expect(await readTenant(app, stranger, (tx) => listChecks(tx, asIfItWatched, {}, { limit: 10 }))).toEqual(
    [],
  );
});
