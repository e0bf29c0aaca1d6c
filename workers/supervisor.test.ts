import { afterAll, beforeAll, expect, test } from 'bun:test';
import pino from 'pino';
import { acquireNats, type TestNats } from '../compose/test-kit/nats.ts';
import { acquirePostgres, type TestDatabase } from '../compose/test-kit/postgres.ts';
import { waitFor } from '../compose/test-kit/wait-for.ts';
import { createPool, type Pool } from '../db/pool.ts';
import { startSupervisor } from './supervisor.ts';

const SLOW = { withinMs: 60_000, everyMs: 50 };
let database: TestDatabase;
let nats: TestNats;
let pool: Pool;
beforeAll(async () => {
  [database, nats] = await Promise.all([acquirePostgres(), acquireNats()]);
  pool = createPool({ url: database.urls.runtime, name: 'test', max: 2, onError: () => {} });
}, 60_000);
afterAll(async () => {
  await pool.end();
  await Promise.all([database.release(), nats.release()]);
});

function variables(): Record<string, string> {
  return {
    DATABASE_APP_URL: database.urls.app,
    DATABASE_RUNTIME_URL: database.urls.runtime,
    NATS_WORKER_URL: nats.urls.worker,
    DATAJUD_URL: 'http://127.0.0.1:1',
    DATAJUD_KEY: 'key',
    SEALING_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
    PUBLIC_URL: 'http://127.0.0.1:3000',
  };
}

function collect() {
  const lines: { msg: string; worker?: string; thread?: string }[] = [];
  const write = (line: string) => void lines.push(JSON.parse(line));
  return { lines, write, log: pino({ level: 'info' }, { write }) };
}

async function owners(): Promise<number> {
  const { rows } = await pool.query(
    'select count(distinct owner)::int as n from rt.leases where expires_at > now()',
  );
  return rows[0].n;
}

test('runs kinds as threads, gathers their logs and metrics, and hands their partitions over at the end', async () => {
  const { lines, write, log } = collect();
  const threads = ['process-monitor', 'notifier'];
  const supervisor = startSupervisor({ env: variables(), log, onLog: write, threads });
  await supervisor.ready;
  await waitFor('both kinds to own partitions', async () => (await owners()) === 2, SLOW);
  for (const kind of threads) {
    const held = `lux_partitions_held{kind="${kind}"} 16`;
    await waitFor(held, async () => (await supervisor.metrics()).includes(held), SLOW);
    expect(lines.some((line) => line.worker === kind && line.msg === 'partition acquired')).toBe(true);
  }
  await supervisor.stop();
  expect(await owners()).toBe(0);
}, 120_000);

test('starts a thread again that ends, again and again, and can still be stopped', async () => {
  const { lines, log } = collect();
  const { SEALING_KEYS: _, ...incomplete } = variables();
  const supervisor = startSupervisor({ env: incomplete, log, onLog: () => {}, threads: ['notifier'] });
  const ends = () => lines.filter((line) => line.thread === 'notifier' && /ended/.test(line.msg)).length;
  await waitFor('the thread to end twice', () => ends() >= 2, SLOW);
  await supervisor.stop();
}, 120_000);
