import { afterAll, beforeAll, expect, test } from 'bun:test';
import { acquirePostgres, type TestDatabase } from '../../compose/test-kit/postgres.ts';
import { createPool, type Pool } from '../../db/pool.ts';
import type { TenantTx } from '../../db/tenant.ts';
import { partitionOf } from '../contracts/subjects.ts';
import { MailboxFull } from './errors.ts';
import type { OutgoingMessage } from './message.ts';
import { createOutbox, insertMessages, type Outbox } from './outbox.ts';

let database: TestDatabase;
let app: Pool;
let runtime: Pool;
let outbox: Outbox;
let published: OutgoingMessage[] = [];
beforeAll(async () => {
  database = await acquirePostgres();
  const pool = (url: string) => createPool({ url, name: 'test', max: 1, onError: () => {} });
  app = pool(database.urls.app);
  runtime = pool(database.urls.runtime);
  const road = {
    publish: (sent: readonly OutgoingMessage[]) => void published.push(...sent),
    deadLetter() {},
  };
  outbox = createOutbox({ pool: app, road, maxWaiting: 3 });
});
afterAll(async () => {
  await Promise.all([app.end(), runtime.end()]);
  await database.release();
});

let ids = 0;
const to = (tenant: string, kind = 'diary'): OutgoingMessage => ({
  id: `msg_${++ids}`,
  kind,
  partition: partitionOf(tenant),
  tenant,
  key: '',
  type: 'note',
  payload: {},
});
const waiting = async (tenant: string): Promise<string[]> => {
  const text = 'select id from rt.messages where tenant = $1 order by position';
  return (await runtime.query(text, [tenant])).rows.map((row) => row.id);
};
const send = (tenant: string, messages: OutgoingMessage[], work?: (tx: TenantTx) => Promise<unknown>) =>
  outbox.withTenant(tenant, async (tx, enqueue) => {
    enqueue(...messages);
    return work?.(tx);
  });

test('what is sent waits in order and goes on the road after the commit', async () => {
  published = [];
  const messages = [to('ten_a'), to('ten_a', 'letters'), to('ten_a')];
  await send('ten_a', messages);
  expect(await waiting('ten_a')).toEqual(messages.map((m) => m.id));
  expect(published).toEqual(messages);
});

test('one full mailbox among the receivers turns the sender away, and nothing of it is kept', async () => {
  await send('ten_b', [to('ten_b'), to('ten_b'), to('ten_b')]);
  published = [];
  const before = await waiting('ten_b');
  const refused = await send('ten_b', [to('ten_b', 'letters'), to('ten_b')], ({ client }) =>
    client.query("insert into tenants (tenant_id, name) values ('ten_b', 'B')"),
  ).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(MailboxFull);
  expect(String(refused)).toContain('3 messages of ten_b already wait for diary');
  expect(refused).toHaveProperty('retryAfterSeconds', 1);
  expect(await waiting('ten_b')).toEqual(before);
  expect(published).toEqual([]);
  await outbox.withTenant('ten_b', async ({ client }) =>
    expect((await client.query('select 1 from tenants')).rows).toEqual([]),
  );
});

test('a sender reads its own receivers’ mail only, whatever the queue was like when it connected', async () => {
  const sequentialReads = async () => {
    const text = `select pg_stat_force_next_flush();
      select seq_tup_read::int as read from pg_stat_user_tables where schemaname = 'rt' and relname = 'messages'`;
    // Two statements answer two results.
    const results = (await app.query(text)) as unknown as { rows: { read: number }[] }[];
    return results[1]?.rows[0]?.read;
  };
  await runtime.query('delete from rt.messages');
  const owner = createPool({ url: database.urls.owner, name: 'test', max: 1, onError: () => {} });
  await owner.query('vacuum analyze rt.messages');
  await owner.end();
  await outbox.withTenant('ten_new', ({ client }) => client.query('discard plans'));
  // Often enough for Postgres to settle on a plan, made for an empty queue.
  for (let i = 0; i < 12; i++) await send(`ten_quiet_${i}`, [to(`ten_quiet_${i}`)]);
  await insertMessages(
    runtime,
    Array.from({ length: 5_000 }, (_, i) => to(`ten_${i % 50}`)),
  );
  await sequentialReads();
  const before = await sequentialReads();
  for (let i = 0; i < 12; i++) await send(`ten_late_${i}`, [to(`ten_late_${i}`)]);
  await sequentialReads();
  expect(await sequentialReads()).toBe(before);
});
