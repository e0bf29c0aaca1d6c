import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { waitFor } from '../../compose/test-kit/wait-for.ts';
import { readSentences } from '../../db/ai/sentences.ts';
import { changeAiSettings } from '../../db/ai/settings.ts';
import { readUsage } from '../../db/ai/usage.ts';
import { newEvent } from '../../db/events/append.ts';
import { appendNext } from '../../db/events/append-next.ts';
import { withTenant } from '../../db/tenant.ts';
import { aiSummarizer, NIGHTLY } from '../contracts/ai-summarizer.ts';
import type { MovementFact } from '../contracts/events.ts';
import { newId } from '../contracts/ids.ts';
import { nextNight } from './handlers/night.ts';
import { makeCase, type TestCase } from './test-kit/firm.ts';
import { type Running, says, startSummarizer } from './test-kit/running.ts';

const STEPS = [
  { day: '2023-01-10', code: 26 },
  { day: '2024-03-05', code: 219 },
];
const GOOD = says([{ text: 'Em 05/03/2024, o pedido foi julgado procedente.', sources: ['m2'] }]);

let running: Running;
beforeAll(async () => {
  running = await startSummarizer(() => GOOD);
}, 180_000);
afterAll(() => running.stop(), 180_000);

async function aNight(count: number, allow = true): Promise<TestCase[]> {
  const tenantId = newId('tenant');
  const cases: TestCase[] = [];
  for (let i = 0; i < count; i++)
    cases.push(
      await makeCase(running.harness.runtime, STEPS, { tenantId, number: `00000${i}11720998260009`, allow }),
    );
  await withTenant(running.harness.app, tenantId, (tx) => changeAiSettings(tx, { nightly: true }, null));
  return cases;
}

const answersOf = async (tenantId: string) => {
  const { rows } = await running.harness.admin.query(
    'select id, process_id as "processId", state, engine, fallback, cost_micros as cost from ai_answers where tenant_id = $1 order by id',
    [tenantId],
  );
  return rows;
};
/** Alarms of the firm's next night. */
const nextNightOf = async (tenantId: string): Promise<number> => {
  const { rows } = await running.harness.admin.query(
    "select 1 from rt.messages where kind = 'ai-summarizer' and tenant = $1 and reminder = 'nightly'",
    [tenantId],
  );
  return rows.length;
};
const sendNightly = (tenantId: string) =>
  running.harness.send(aiSummarizer, 'nightly', { tenant: tenantId, key: NIGHTLY }, {});

describe('a night', () => {
  test('is one batch at half the price; results belong to whose id they bear, and what was not done the rules do', async () => {
    const [a, b, c, d] = await aNight(4);
    const tenantId = a?.tenantId ?? '';
    await sendNightly(tenantId);
    await running.harness.drained('ai-summarizer');
    const [batch] = running.server.batches.batches;
    expect(batch?.requests).toHaveLength(4);
    expect((await answersOf(tenantId)).every((row) => row.state === 'batched')).toBe(true);
    const answerOf = async (of: TestCase | undefined) =>
      (await answersOf(tenantId)).find((row) => row.processId === of?.processId);
    running.server.batches.undone.set((await answerOf(b))?.id, 'expired');
    running.server.batches.undone.set((await answerOf(c))?.id, 'errored');
    const unproved = (await answerOf(d))?.id;
    const requestOfD = batch?.requests.find((request) => request.custom_id === unproved);
    running.server.script((asked) =>
      asked.messages === requestOfD?.params.messages
        ? says([{ text: 'O réu foi absolvido.', sources: ['m1'] }])
        : GOOD,
    );
    if (batch) batch.ended = true;
    await waitFor(
      'all summaries',
      async () => (await answersOf(tenantId)).every((row) => row.state === 'done'),
      { withinMs: 60_000 },
    );
    expect(await answerOf(a)).toMatchObject({
      engine: 'anthropic',
      fallback: null,
      cost: (100 * 2 + 50 * 10) / 2,
    });
    expect(await answerOf(b)).toMatchObject({ engine: 'local', fallback: 'provider' });
    expect(await answerOf(c)).toMatchObject({ engine: 'local', fallback: 'provider' });
    expect(await answerOf(d)).toMatchObject({ engine: 'local', fallback: 'ungrounded' });
    const usage = await withTenant(running.harness.app, tenantId, (tx) => readUsage(tx));
    expect(usage).toMatchObject({ spentMicros: 700, reservedMicros: 0 });
    running.server.script(() => GOOD);

    // What has not moved since is left alone the next night.
    await sendNightly(tenantId);
    await running.harness.drained('ai-summarizer');
    expect(running.server.batches.batches).toHaveLength(1);
  });

  test('whose case has changed meanwhile is asked again: what a model called m2 is another movement by now', async () => {
    const [a] = await aNight(1);
    if (!a) throw new Error('there is one');
    running.server.script((asked) =>
      asked.text.includes('2023-06-01')
        ? says([{ text: 'Em 05/03/2024, o pedido foi julgado procedente.', sources: ['m3'] }])
        : says([{ text: 'O juiz tomou uma decisão.', sources: ['m2'] }]),
    );
    await sendNightly(a.tenantId);
    await running.harness.drained('ai-summarizer');
    await running.harness.admin.query(
      `insert into movements (tenant_id, id, process_id, alias, grau, code, name, description, occurred_at, complements, unit_name,
         importance, "group", origin, detected_at)
       select tenant_id, $2, process_id, alias, grau, 12164, name, 'Outras decisões', '2023-06-01T12:00:00-03:00', complements, unit_name,
         importance, 'decision', origin, detected_at from movements where id = $1`,
      [a.movementIds[1], newId('movement')],
    );
    const batch = running.server.batches.batches.at(-1);
    if (batch) batch.ended = true;
    await waitFor('the summary', async () => (await answersOf(a.tenantId))[0]?.state === 'done', {
      withinMs: 60_000,
    });
    const { rows } = await running.harness.admin.query('select body from ai_answers where tenant_id = $1', [
      a.tenantId,
    ]);
    expect(rows[0].body.statements).toMatchObject([
      { text: expect.stringContaining('procedente'), movementIds: [a.movementIds[1]], proved: true },
    ]);
    running.server.script(() => GOOD);
  }, 120_000);

  test('that the provider will not take is made one by one, and another night follows', async () => {
    const [a] = await aNight(2);
    const tenantId = a?.tenantId ?? '';
    running.server.batches.refuse({ status: 529, type: 'overloaded_error' });
    await sendNightly(tenantId);
    const isDone = async () => {
      const rows = await answersOf(tenantId);
      return rows.length === 2 && rows.every(({ state }) => state === 'done');
    };
    await waitFor('both summaries', isDone, { withinMs: 60_000 });
    running.server.batches.refuse();
    expect(await nextNightOf(tenantId)).toBe(1);
    expect(await withTenant(running.harness.app, tenantId, (tx) => readUsage(tx))).toMatchObject({
      reservedMicros: 0,
    });
  }, 120_000);

  test('whose results the provider will not give is asked for until it does', async () => {
    const [a] = await aNight(1);
    const tenantId = a?.tenantId ?? '';
    running.server.batches.fail({ status: 401, type: 'authentication_error' });
    await sendNightly(tenantId);
    const before = running.server.batches.asked();
    // More often than a message is tried.
    await waitFor('seven attempts', () => running.server.batches.asked() >= before + 7, { withinMs: 60_000 });
    expect((await answersOf(tenantId))[0]?.state).toBe('batched');
    const batch = running.server.batches.batches.at(-1);
    if (batch) batch.ended = true;
    running.server.batches.fail();
    await waitFor('the summary', async () => (await answersOf(tenantId))[0]?.state === 'done', {
      withinMs: 60_000,
    });
    expect((await answersOf(tenantId))[0]).toMatchObject({ engine: 'anthropic', fallback: null });
  }, 120_000);

  test('without the firm’s word is made by the rules', async () => {
    const [a] = await aNight(2, false);
    const before = running.server.batches.batches.length;
    await sendNightly(a?.tenantId ?? '');
    await waitFor(
      'both summaries',
      async () => (await answersOf(a?.tenantId ?? '')).filter((row) => row.engine === 'local').length === 2,
      { withinMs: 60_000 },
    );
    expect(running.server.batches.batches.length).toBe(before);
  });

  test('comes at three in the morning in Brasília', () => {
    expect(nextNight(new Date('2026-11-25T05:59:00Z')).toISOString()).toBe('2026-11-25T06:00:00.000Z');
    expect(nextNight(new Date('2026-11-25T06:00:00Z')).toISOString()).toBe('2026-11-26T06:00:00.000Z');
  });
});

describe('new movements', () => {
  async function detected(
    of: TestCase,
    place: number,
    importance: MovementFact['importance'],
  ): Promise<string> {
    const movement = { id: of.movementIds[place], importance } as MovementFact;
    const process = { id: of.processId, number: '00000011720998260001', label: null };
    const event = newEvent('movement.detected', {
      aggregate: 'process',
      aggregateId: of.processId,
      version: 2 + place,
      data: { process, movement },
    });
    await withTenant(running.harness.runtime, of.tenantId, (tx) => appendNext(tx, [event]));
    return event.id;
  }

  test('of importance are put into words for a firm that wants them, as an event and as a row', async () => {
    const of = await makeCase(running.harness.runtime, STEPS, { allow: false });
    await withTenant(running.harness.app, of.tenantId, (tx) => changeAiSettings(tx, { notices: true }, null));
    const eventIds = [await detected(of, 1, 'critical'), await detected(of, 0, 'medium')];
    await running.harness.send(aiSummarizer, 'notice', { tenant: of.tenantId }, { eventIds });
    await running.harness.drained('ai-summarizer');
    const movementIds = [of.movementIds[1] ?? ''];
    const [sentence, ...more] = await withTenant(running.harness.app, of.tenantId, (tx) =>
      readSentences(tx, { processIds: [of.processId], movementIds, answerIds: [] }),
    );
    expect(more).toEqual([]);
    expect(sentence).toMatchObject({
      text: 'Em 05/03/2024, o juiz aceitou o pedido (procedente).',
      movementIds,
      engine: 'local',
    });
    const { rows } = await running.harness.admin.query(
      "select data from events where tenant_id = $1 and type = 'summary.generated'",
      [of.tenantId],
    );
    expect(rows).toMatchObject([
      { data: { task: 'notice', answerId: sentence?.answerId, engine: 'local', importance: 'critical' } },
    ]);
  });

  test('are left alone for a firm that has not asked for it', async () => {
    const of = await makeCase(running.harness.runtime, STEPS, { allow: false });
    const eventIds = [await detected(of, 1, 'critical')];
    await running.harness.send(aiSummarizer, 'notice', { tenant: of.tenantId }, { eventIds });
    await running.harness.drained('ai-summarizer');
    expect(await answersOf(of.tenantId)).toEqual([]);
  });
});
