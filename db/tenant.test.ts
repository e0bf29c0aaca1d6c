import { afterAll, beforeAll, expect, test } from 'bun:test';
import { acquirePostgres, type TestDatabase } from '../compose/test-kit/postgres.ts';
import { createPool, type Pool } from './pool.ts';
import { withTenant } from './tenant.ts';

let database: TestDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await acquirePostgres();
  pool = createPool({ url: database.urls.app, name: 'test', max: 2, onError: () => {} });
});
afterAll(async () => {
  await pool.end();
  await database.release();
});

test('a transaction whose error was swallowed is not taken for committed', async () => {
  const work = withTenant(pool, 'ten_1', async (tx) => {
    await tx.client.query("insert into tenants (tenant_id, name) values ('ten_1', 'A')");
    await tx.client.query('select 1 / 0').catch(() => {});
  });
  await expect(work).rejects.toThrow('had failed');
  const rows = await withTenant(
    pool,
    'ten_1',
    async (tx) => (await tx.client.query('select 1 from tenants')).rows,
  );
  expect(rows).toEqual([]);
});
