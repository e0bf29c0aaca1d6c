import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { acquirePostgres, type TestDatabase } from '../compose/test-kit/postgres.ts';
import { createPool, isUnavailable, type Pool, sqlState } from './pool.ts';
import { createSharedReads } from './shared-reads.ts';
import { type TenantReader, tenantReader, withTenant } from './tenant.ts';

let database: TestDatabase;
let pool: Pool;
let shared: (firm: string) => TenantReader;
beforeAll(async () => {
  database = await acquirePostgres();
  // One connection: whatever a statement leaves behind, the next one finds.
  pool = createPool({ url: database.urls.app, name: 'test', max: 1, onError: () => {} });
  shared = createSharedReads(pool);
  for (const firm of ['ten_a', 'ten_b'])
    await withTenant(pool, firm, ({ client }) =>
      client.query('insert into tenants (tenant_id, name) values ($1, $1)', [firm]),
    );
});
afterAll(async () => {
  await pool.end();
  await database.release();
});

const NAMES = { name: 'names', text: 'select name from tenants where name <> $1', values: [''] };
describe.each([
  ['a connection each', (firm: string) => tenantReader(pool, firm)],
  ['over shared connections', (firm: string) => shared(firm)],
])('one statement of a firm, %s', (_, read) => {
  const names = async (firm: string) =>
    (await read(firm).client.query<{ name: string }>(NAMES)).rows.map((row) => row.name);

  test('sees the rows of its firm, whoever used the connection before', async () => {
    const seen = await Promise.all(['ten_a', 'ten_b', 'ten_c', 'ten_a'].map(names));
    expect(seen).toEqual([['ten_a'], ['ten_b'], [], ['ten_a']]);
  });

  test('the binding ends with the statement', async () => {
    expect(await names('ten_a')).toEqual(['ten_a']);
    const { rows } = await pool.query("select current_setting('app.tenant_id', true) as bound");
    expect(rows[0].bound).toBe('');
    expect((await pool.query('select name from tenants')).rows).toEqual([]);
  });

  test('a firm is a value, never a part of the text', async () => {
    expect(await names("ten_a', true); select set_config('app.tenant_id', 'ten_b")).toEqual([]);
  });

  test('several rows and columns, types as everywhere, statements without a name', async () => {
    const text = 'select n, n::bigint * $1::bigint as big, now() as at from generate_series(1, 3) n';
    const { rows } = await read('ten_a').client.query<{ n: number; big: number; at: Date }>({
      text,
      values: [2],
    });
    expect(rows.map(({ n, big }) => [n, big])).toEqual([1, 2, 3].map((n) => [n, n * 2]));
    expect(rows[0]?.at).toBeInstanceOf(Date);
  });

  test.each([
    ['cannot be parsed', { name: 'bad', text: 'select nothing from nowhere', values: [] }, '42P01'],
    ['gets a bad parameter', { name: 'bad-value', text: 'select $1::int', values: ['x'] }, '22P02'],
    ['fails while it runs', { name: 'zero', text: 'select 1 / $1::int', values: [0] }, '22012'],
  ])('a statement that %s fails alone, each time', async (_, statement, code) => {
    for (let i = 0; i < 2; i++) {
      const error = await read('ten_a')
        .client.query(statement)
        .catch((e: unknown) => e);
      expect(sqlState(error)).toBe(code);
      expect(await names('ten_b')).toEqual(['ten_b']);
    }
  });

  test('a connection that is cut off is an unavailable database, and the next statement gets another', async () => {
    const admin = new Bun.SQL(database.adminUrl, { max: 1 });
    const sleeping = read('ten_a')
      .client.query({ text: 'select pg_sleep(30)', values: [] })
      .catch((e: unknown) => e);
    let cut = 0;
    while (cut === 0) {
      const rows =
        await admin`select pg_terminate_backend(pid) from pg_stat_activity where query like 'select pg_sleep(30)%'`;
      cut = rows.length;
    }
    expect(isUnavailable(await sleeping)).toBe(true);
    expect(await names('ten_a')).toEqual(['ten_a']);
    await admin.close();
  });
});

test('many readers of shared connections wait for none of their own, and leave the pool as it was', async () => {
  const lanes = createPool({ url: database.urls.app, name: 'lanes', max: 2, onError: () => {} });
  const read = createSharedReads(lanes);
  const text = "select pg_backend_pid() as pid, current_setting('app.tenant_id') as firm";
  const firms = Array.from({ length: 40 }, (_, i) => `ten_${i}`);
  const ask = (firm: string) => read(firm).client.query<{ pid: number; firm: string }>({ text, values: [] });
  const seen = (await Promise.all(firms.map(ask))).map(({ rows }) => rows[0]);
  expect(seen.map((row) => row?.firm)).toEqual(firms);
  expect(new Set(seen.map((row) => row?.pid)).size).toBe(2);
  expect([lanes.totalCount, lanes.idleCount, lanes.waitingCount]).toEqual([2, 2, 0]);
  await lanes.end();
});

test('without a database every reader is told, and the next one tries again', async () => {
  const url = 'postgres://lux_app:app@127.0.0.1:1/nowhere';
  const lanes = createPool({ url, name: 'lanes', max: 1, onError: () => {} });
  const read = createSharedReads(lanes);
  for (let i = 0; i < 2; i++) {
    const answers = await Promise.allSettled([1, 2, 3].map(() => read('ten_a').client.query(NAMES)));
    expect(answers.map((a) => a.status === 'rejected' && isUnavailable(a.reason))).toEqual([
      true,
      true,
      true,
    ]);
  }
  await lanes.end();
});
