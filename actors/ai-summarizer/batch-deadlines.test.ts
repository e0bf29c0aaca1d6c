import { afterAll, afterEach, beforeAll, expect, test } from 'bun:test';
import { waitFor } from '../../compose/test-kit/wait-for.ts';
import { changeAiSettings } from '../../db/ai/settings.ts';
import { readUsage } from '../../db/ai/usage.ts';
import { withTenant } from '../../db/tenant.ts';
import { aiSummarizer, NIGHTLY } from '../contracts/ai-summarizer.ts';
import { makeCase } from './test-kit/firm.ts';
import { type Running, says, startSummarizer, TEST_CONFIG } from './test-kit/running.ts';

const STEPS = [
  { day: '2023-01-10', code: 26 },
  { day: '2024-03-05', code: 219 },
];
const GOOD = says([{ text: 'Em 05/03/2024, o pedido foi julgado procedente.', sources: ['m2'] }]);

let running: Running;
beforeAll(async () => {
  running = await startSummarizer(() => GOOD, { config: { ...TEST_CONFIG, callTimeoutMs: 500 } });
}, 180_000);
afterAll(() => running.stop(), 180_000);
afterEach(() => running.server.batches.stall());

/** A firm with one case, whose night begins. */
async function aNight() {
  const { tenantId } = await makeCase(running.harness.runtime, STEPS, { allow: true });
  const { app, admin } = running.harness;
  await withTenant(app, tenantId, (tx) => changeAiSettings(tx, { nightly: true }, null));
  await running.harness.send(aiSummarizer, 'nightly', { tenant: tenantId, key: NIGHTLY }, {});
  const answer = async () => {
    const { rows } = await admin.query(
      'select state, engine, fallback from ai_answers where tenant_id = $1',
      [tenantId],
    );
    return rows[0];
  };
  return {
    answer,
    reserved: async () => (await withTenant(app, tenantId, readUsage)).reservedMicros,
    until: (what: string, state: string) =>
      waitFor(what, async () => (await answer())?.state === state, { withinMs: 60_000 }),
    over: () =>
      admin.query(`update ai_batches set expires_at = now() - interval '2 hours' where tenant_id = $1`, [
        tenantId,
      ]),
    /** The provider has done its work. */
    ended() {
      for (const batch of running.server.batches.batches) batch.ended = true;
    },
  };
}

test('a batch whose submission is never answered is made one by one in the end; what it may have cost stays reserved', async () => {
  running.server.batches.stall('create');
  const night = await aNight();
  await night.until('the summary', 'done');
  expect(await night.answer()).toMatchObject({ engine: 'anthropic', fallback: null });
  expect(await night.reserved()).toBeGreaterThan(0);
}, 120_000);

test.each(['retrieve', 'results'] as const)(
  'one that is never heard of (%s) is asked after until it is, and taken then',
  async (what) => {
    const night = await aNight();
    await night.until('the batch', 'batched');
    running.server.batches.stall(what);
    night.ended();
    const before = running.server.batches.asked();
    await waitFor('several looks', () => running.server.batches.asked() >= before + 3, { withinMs: 60_000 });
    expect((await night.answer())?.state).toBe('batched');
    running.server.batches.stall();
    await night.until('the summary', 'done');
    expect(await night.answer()).toMatchObject({ engine: 'anthropic', fallback: null });
    expect(await night.reserved()).toBe(0);
  },
  120_000,
);

test('one that is long over is left to the rules, whatever the provider says, and its money stays reserved', async () => {
  const night = await aNight();
  await night.until('the batch', 'batched');
  running.server.batches.stall('retrieve');
  await night.over();
  await night.until('the summary', 'done');
  expect(await night.answer()).toMatchObject({ engine: 'local', fallback: 'provider' });
  expect(await night.reserved()).toBeGreaterThan(0);
}, 120_000);
