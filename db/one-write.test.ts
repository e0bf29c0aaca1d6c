import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Duplex } from 'node:stream';
import { newId } from '../actors/contracts/ids.ts';
import { acquirePostgres, type TestDatabase } from '../compose/test-kit/postgres.ts';
import { createPool, type Pool, type PoolClient } from './pool.ts';
import { readTenant } from './tenant.ts';

let database: TestDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await acquirePostgres();
  pool = createPool({ url: database.urls.app, name: 'test', max: 1, onError: () => {} });
});
afterAll(async () => {
  await pool.end();
  await database.release();
});

/** Counts what the connection hands to its socket. */
function countWrites(client: PoolClient): { writes: number } {
  const counted = { writes: 0 };
  // Bun hands a list of chunks to the other of the two.
  let within = false;
  const { stream } = (client as unknown as { connection: { stream: Duplex } }).connection;
  for (const name of ['_write', '_writev'] as const) {
    const write = stream[name] as (...args: unknown[]) => void;
    stream[name] = (...args: unknown[]) => {
      if (!within) counted.writes++;
      within = true;
      write.apply(stream, args);
      within = false;
    };
  }
  return counted;
}

const three = (client: PoolClient) =>
  Promise.all([1, 2, 3].map((n) => client.query({ name: 'n', text: 'select $1::int as n', values: [n] })));

test('statements of one turn leave in one write, in their order, and the next turn in another', async () => {
  const client = await pool.connect();
  try {
    const counted = countWrites(client);
    const first = await three(client);
    expect(first.map(({ rows }) => rows[0].n)).toEqual([1, 2, 3]);
    expect(counted.writes).toBe(1);
    await three(client);
    expect(counted.writes).toBe(2);
  } finally {
    client.release();
  }
});

test('a transaction that begins, is bound and reads leaves in one write, its end in another', async () => {
  const client = await pool.connect();
  const counted = countWrites(client);
  client.release();
  const rows = await readTenant(pool, newId('tenant'), (tx) => three(tx.client));
  expect(rows.map(({ rows: [row] }) => row.n)).toEqual([1, 2, 3]);
  await pool.query('select 1');
  // With the end of the transaction goes what follows it on the connection.
  expect(counted.writes).toBe(2);
});

test('a statement that nobody follows is not held back', async () => {
  expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  await expect(pool.query('select nothing')).rejects.toThrow('does not exist');
  expect((await pool.query('select 2 as two')).rows).toEqual([{ two: 2 }]);
});
