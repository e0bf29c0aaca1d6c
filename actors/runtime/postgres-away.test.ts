import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test';
import { ownPostgres, type TestDatabase } from '../../compose/test-kit/postgres.ts';
import { waitFor } from '../../compose/test-kit/wait-for.ts';
import { createHarness, type Harness } from './test-kit/harness.ts';
import { LEDGER_TABLE, ledger, ledgers } from './test-kit/ledger-actor.ts';

setDefaultTimeout(120_000);

let harness: Harness;
let database: TestDatabase;
beforeAll(async () => {
  harness = await createHarness({
    database: async () => {
      database = await ownPostgres();
      return database;
    },
  });
  await harness.admin.query(LEDGER_TABLE);
});
afterAll(() => harness.close());

const effects = async () =>
  (
    await harness.admin.query(
      'select count(*)::int as count, count(distinct seq)::int as seqs from rt.ledger',
    )
  ).rows[0];

test('with Postgres away nothing spins, and everything resumes by itself, each message once', async () => {
  const worker = await harness.start(ledger, { leaseTtlMs: 2_000 });
  await harness.send(ledgers, 'note', { tenant: 'ten_a' }, { sender: 's', seq: 1 });
  await harness.drained('ledger');
  // Some are under way when it goes.
  for (let seq = 2; seq <= 100; seq++)
    await harness.send(ledgers, 'note', { tenant: 'ten_a' }, { sender: 's', seq, waitMs: 5 });
  await waitFor('some to be handled', async () => (await effects()).count > 10);
  await database.postgres.kill9();
  // Hints go on coming: they must not become queries.
  const errorsBefore = await harness.count('backgroundErrors');
  const rings = setInterval(() => worker.reconcile(), 10);
  await waitFor('the partitions to be let go', () => worker.held.size === 0, { withinMs: 30_000 });
  clearInterval(rings);
  const errors = (await harness.count('backgroundErrors')) - errorsBefore;
  console.log(`${errors} background errors while Postgres was away`);
  expect(errors).toBeLessThan(1_000);
  await database.postgres.restart();
  await waitFor('all to be handled', async () => (await effects()).count >= 100, { withinMs: 60_000 });
  await harness.drained('ledger');
  expect(await effects()).toEqual({ count: 100, seqs: 100 });
  expect(await harness.state('ledger', 'ten_a')).toMatchObject({ count: 100, disorder: [] });
});

test('killed connections cost nothing but a moment', async () => {
  for (let seq = 101; seq <= 300; seq++)
    await harness.send(ledgers, 'note', { tenant: 'ten_a' }, { sender: 's', seq, waitMs: 2 });
  for (let i = 0; i < 5; i++) {
    await harness.admin.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where usename in ('lux_runtime', 'lux_app')`,
    );
    await Bun.sleep(100);
  }
  await harness.drained('ledger');
  expect(await effects()).toEqual({ count: 300, seqs: 300 });
});
