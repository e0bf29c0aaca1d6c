import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test';
import { acquirePostgres, type TestDatabase } from '../compose/test-kit/postgres.ts';
import { createPool, type Pool } from './pool.ts';
import { shareTransaction } from './shared-transaction.ts';
import type { TenantTx } from './tenant.ts';

setDefaultTimeout(60_000);

let database: TestDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await acquirePostgres();
  pool = createPool({ url: database.urls.app, name: 'shared', max: 2, onError() {} });
});
afterAll(async () => {
  await pool.end();
  await database.release();
});

const bound = async (tx: TenantTx): Promise<string> => {
  const { rows } = await tx.client.query("select current_setting('app.tenant_id') as tenant");
  return rows[0].tenant;
};

test('each statement is its own firm’s, however the works of several take turns', async () => {
  const client = await pool.connect();
  await client.query('begin');
  const shared = shareTransaction(client);
  const firms = Array.from({ length: 20 }, (_, i) => `ten_${i}`);
  const seen = await Promise.all(
    firms.map(async (firm, i) => {
      const tx = shared.as(firm);
      const answers = [await bound(tx)];
      // Some go on at once, some after others have had their turn.
      for (let more = 0; more < i % 4; more++) {
        if (i % 3 === 0) await bound(tx);
        answers.push(...(await Promise.all([bound(tx), bound(tx)])));
      }
      return answers;
    }),
  );
  await shared.close();
  await client.query('rollback');
  client.release();
  expect(seen.map((answers) => [...new Set(answers)])).toEqual(firms.map((firm) => [firm]));
});

test('row-level security holds between firms of one transaction', async () => {
  const client = await pool.connect();
  await client.query('begin');
  const shared = shareTransaction(client);
  const insert = (tx: TenantTx, tenant: string) =>
    tx.client.query(
      `insert into processes (tenant_id, id, number, tribunal, changed_at, version) values ($1, $2, $3, 'TJSP', now(), 1)`,
      [tenant, `prc_${tenant}`, '0'.repeat(20)],
    );
  const [a, b] = [shared.as('ten_a'), shared.as('ten_b')];
  await Promise.all([insert(a, 'ten_a'), insert(b, 'ten_b')]);
  const [ofA, ofB] = await Promise.all([
    a.client.query('select id from processes'),
    b.client.query('select id from processes'),
  ]);
  expect(ofA.rows).toEqual([{ id: 'prc_ten_a' }]);
  expect(ofB.rows).toEqual([{ id: 'prc_ten_b' }]);
  await expect(insert(a, 'ten_b')).rejects.toThrow(/row-level security/);
  await shared.close();
  await client.query('rollback');
  client.release();
});

test('what comes after the end is refused: it would run outside the transaction', async () => {
  const client = await pool.connect();
  await client.query('begin');
  const shared = shareTransaction(client);
  const tx = shared.as('ten_late');
  await bound(tx);
  await shared.close();
  await expect(bound(tx)).rejects.toThrow('the transaction is over');
  await client.query('rollback');
  client.release();
});
