import { afterAll, beforeAll, expect, test } from 'bun:test';
import { acquirePostgres, type TestDatabase } from '../../../compose/test-kit/postgres.ts';
import { createPool, type Pool } from '../../../db/pool.ts';
import { EngineError } from '../engine/errors.ts';
import { CLOSED_MS, FAILURES } from './account.ts';
import { createGate } from './gate.ts';
import { keepInPostgres } from './keeper.ts';

let database: TestDatabase;
const pools: Pool[] = [];
beforeAll(async () => {
  database = await acquirePostgres();
}, 60_000);
afterAll(async () => {
  for (const pool of pools) await pool.end();
  await database.release();
}, 60_000);

const signal = new AbortController().signal;
const fail = (error: unknown) => {
  throw error;
};

/** The gate of a worker: connections of its own, an account that it shares. */
function worker(account: string, limits: { concurrency?: number; requestsPerMinute?: number } = {}) {
  const pool = createPool({ url: database.urls.runtime, name: account, max: 3, onError: fail });
  pools.push(pool);
  const usual = { concurrency: 3, requestsPerMinute: 10_000, leaseMs: 60_000 };
  return createGate({ ...usual, ...limits, keeper: keepInPostgres(pool, account), onError: fail });
}

test('two workers together let no more calls through at once than they may, and lose none', async () => {
  const gates = [worker('places'), worker('places')];
  let [now, most, ended] = [0, 0, 0];
  const full = Promise.withResolvers<void>();
  const call = async () => {
    most = Math.max(most, ++now);
    // The first ones stay until nobody else can come in, and then so long that one who could would.
    if (now === 3) setTimeout(full.resolve, 300);
    await full.promise;
    now--;
    ended++;
  };
  await Promise.all(gates.flatMap((gate) => Array.from({ length: 10 }, () => gate.run('m', signal, call))));
  expect([most, ended]).toEqual([3, 20]);
}, 60_000);

test('two workers together ask no more often in a minute than they may', async () => {
  const gates = [worker('minute', { requestsPerMinute: 8 }), worker('minute', { requestsPerMinute: 8 })];
  const controller = new AbortController();
  let asked = 0;
  const all = gates.flatMap((gate) =>
    Array.from({ length: 5 }, () =>
      gate
        .run('m', controller.signal, async () => {
          asked++;
        })
        .catch(() => {}),
    ),
  );
  // Two at once, the others at seven a minute: whoever waits is waiting still.
  await Promise.race([Promise.all(all), Bun.sleep(1_000)]);
  controller.abort();
  await Promise.all(all);
  expect(asked).toBe(2);
}, 60_000);

test('what one worker is told, and the model that fails it, hold back the other', async () => {
  const [one, other] = [worker('told'), worker('told')];
  const down = async () => {
    throw new EngineError('HTTP 529', { next: 'later', reason: 'overloaded' });
  };
  for (let i = 0; i < FAILURES; i++) await expect(one.run('m', signal, down)).rejects.toThrow('HTTP 529');
  const refused = await other.run('m', signal, async () => 'called').catch((error) => error);
  expect(refused).toMatchObject({ next: 'later', reason: 'overloaded' });
  expect(refused.retryAfterMs).toBeLessThanOrEqual(CLOSED_MS);
  expect(await other.run('another', signal, async () => 'called')).toBe('called');
  const reset = new Date(Date.now() + 50_000).toISOString();
  const left = { 'anthropic-ratelimit-tokens-remaining': '0', 'anthropic-ratelimit-tokens-reset': reset };
  await one.heard(new Headers(left));
  const controller = new AbortController();
  const waiting = other.run('another', controller.signal, async () => 'called');
  const first = await Promise.race([waiting.catch(() => 'aborted'), Bun.sleep(300).then(() => 'waiting')]);
  expect(first).toBe('waiting');
  controller.abort();
  await expect(waiting).rejects.toThrow();
}, 60_000);
