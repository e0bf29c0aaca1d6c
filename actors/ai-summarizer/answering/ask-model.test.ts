import { afterAll, beforeAll, expect, test } from 'bun:test';
import { acquirePostgres, type TestDatabase } from '../../../compose/test-kit/postgres.ts';
import { readUsage } from '../../../db/ai/usage.ts';
import { createPool, type Pool } from '../../../db/pool.ts';
import { withTenant } from '../../../db/tenant.ts';
import { newId } from '../../contracts/ids.ts';
import type { Engine, Written } from '../engine/engine.ts';
import { openBook } from '../ledger/book.ts';
import { parsePrices } from '../ledger/price-list.ts';
import { TASKS } from '../tasks/tasks.ts';
import { caseOf } from '../test-kit/labelled.ts';
import { askModel } from './ask-model.ts';
import { promptOf } from './prompt.ts';

let database: TestDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await acquirePostgres();
  const onError = (error: Error) => {
    throw error;
  };
  pool = createPool({ url: database.urls.runtime, name: 'test', max: 4, onError });
}, 120_000);
afterAll(async () => {
  await pool.end();
  await database.release();
}, 120_000);

const { sources } = caseOf({ text: '', cites: [219] });
const WRITTEN: Written = {
  draft: {
    statements: [
      { section: 'happened', text: 'Em 05/03/2024, o pedido foi julgado procedente.', sources: ['m2'] },
    ],
    verdict: null,
  },
  usage: { inputTokens: 100, cacheWriteTokens: 0, cacheReadTokens: 0, outputTokens: 50 },
  tookMs: 1,
};

/** One attempt at the same question: the same firm, the same call key. */
function attempt(tenant: string, write: Engine['write']) {
  const input = { audience: 'client' as const };
  const task = TASKS.summary;
  const caps = { micros: 20_000_000, tokens: 20_000_000 };
  const book = openBook({
    pool,
    tenant,
    answerId: 'ans_1',
    task: task.name,
    caps,
    prices: parsePrices('m=2/10/2.5/0.2'),
    now: () => new Date(),
  });
  const question = {
    task,
    input,
    sources,
    barred: null,
    models: ['m'],
    callKey: 'msg_1:1',
    isLastTry: false,
    signal: new AbortController().signal,
    onText() {},
  };
  return askModel(
    question,
    { engine: { write }, book },
    { prompt: promptOf(task, input, sources), model: 'm' },
  );
}

const usage = (tenant: string) => withTenant(pool, tenant, (tx) => readUsage(tx));

test('a call that a kill cut off stays reserved beside the one that is made for it again', async () => {
  const tenant = newId('tenant');
  // Nothing is settled of a worker that is killed: what it did last was to ask.
  const asked = Promise.withResolvers<void>();
  void attempt(tenant, (_, { onTurn }) => {
    onTurn?.();
    asked.resolve();
    return new Promise(() => {});
  });
  await asked.promise;
  const { reservedMicros } = await usage(tenant);
  expect(reservedMicros).toBeGreaterThan(0);
  await attempt(tenant, async (_, { onTurn }) => {
    onTurn?.();
    return WRITTEN;
  });
  expect(await usage(tenant)).toMatchObject({ reservedMicros, spentMicros: 100 * 2 + 50 * 10 });
}, 60_000);

test('a call whose turn never came costs nothing, whatever kept it from it', async () => {
  const tenant = newId('tenant');
  const waiting = attempt(tenant, async () => {
    throw new DOMException('nobody waits any more', 'AbortError');
  });
  await expect(waiting).rejects.toThrow('nobody waits');
  expect(await usage(tenant)).toMatchObject({ reservedMicros: 0, spentMicros: 0 });
}, 60_000);
