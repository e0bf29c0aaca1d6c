import { afterAll, beforeAll, expect, test } from 'bun:test';
import pino from 'pino';
import { acquireNats, type TestNats } from '../../../compose/test-kit/nats.ts';
import { acquirePostgres, type TestDatabase } from '../../../compose/test-kit/postgres.ts';
import { createPool, type Pool } from '../../../db/pool.ts';
import { type Broker, openBroker } from './connection.ts';
import { sweepStrays } from './sweep-strays.ts';

let nats: TestNats;
let database: TestDatabase;
let broker: Broker;
let pool: Pool;
beforeAll(async () => {
  [nats, database] = await Promise.all([acquireNats(), acquirePostgres()]);
  const log = pino({ level: 'silent' });
  broker = openBroker({ url: nats.urls.worker, name: 'sweeper', inboxPrefix: '_INBOX_worker', log });
  await new Promise<void>((resolve) => broker.onConnected(resolve));
  pool = createPool({ url: database.urls.runtime, name: 'sweeper', max: 1, onError() {} });
});
afterAll(async () => {
  await pool?.end();
  await broker?.close();
  await Promise.all([nats?.release(), database?.release()]);
});

test('a server on which nobody has made the stream yet has no strays', async () => {
  expect(await sweepStrays(broker, pool)).toBe(0);
});

test('what else goes wrong is told', async () => {
  const jsm = await broker.connection?.jetstreamManager();
  await jsm?.streams.add({ name: 'JOBS', subjects: ['lux.jobs.>'] });
  const without = createPool({
    url: 'postgres://nobody:x@127.0.0.1:1/none',
    name: 'away',
    max: 1,
    onError() {},
  });
  await expect(sweepStrays(broker, without)).rejects.toThrow();
  await without.end();
});
