import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { changeAiSettings } from '../../db/ai/settings.ts';
import { readSources } from '../../db/ai/sources.ts';
import { readUsage } from '../../db/ai/usage.ts';
import { withTenant } from '../../db/tenant.ts';
import { aiSummarizer } from '../contracts/ai-summarizer.ts';
import { createAiSummarizer } from './actor.ts';
import { askFor, makeCase } from './test-kit/firm.ts';
import { providerOf, type Running, says, startSummarizer, TEST_CONFIG } from './test-kit/running.ts';

const STEPS = [
  { day: '2023-01-10', code: 26 },
  { day: '2024-03-05', code: 219 },
];
const GOOD = says([{ text: 'Em 05/03/2024, o pedido foi julgado procedente.', sources: ['m2'] }]);
const COST = 100 * 2 + 50 * 10;

let running: Running;
beforeAll(async () => {
  running = await startSummarizer(() => GOOD);
}, 180_000);
afterAll(() => running.stop(), 180_000);

const usage = (tenantId: string) => withTenant(running.harness.app, tenantId, (tx) => readUsage(tx));

describe('a sealed case', () => {
  test.each([
    ['as a whole', { secrecy: 1, grauSecrecy: 1 }],
    ['in one grau only', { secrecy: 0, grauSecrecy: 3 }],
  ])('%s is refused by the query itself: not a row leaves the database', async (_, secrecy) => {
    const of = await makeCase(running.harness.runtime, STEPS, secrecy);
    const found = await withTenant(running.harness.runtime, of.tenantId, (tx) =>
      readSources(tx, of.processId, 10),
    );
    expect(found).toEqual({ found: 'sealed' });
  });

  test('reaches no model through any task, and no event tells of it', async () => {
    const of = await makeCase(running.harness.runtime, STEPS, { secrecy: 1 });
    const before = running.server.asked.length;
    const asks = [
      running.ask(of, 'summary', { audience: 'client' }),
      running.ask(of, 'summary', { audience: 'lawyer' }),
      running.ask(of, 'question', { question: 'Já houve sentença?' }),
      running.ask(of, 'risk'),
      running.ask(of, 'classification', { text: 'Ante o exposto, julgo procedente o pedido.' }),
      running.ask(of, 'notice', { movementIds: of.movementIds }),
    ];
    for (const { answer, job } of await Promise.all(asks)) {
      expect(answer).toMatchObject({ state: 'failed', body: null });
      expect(job).toMatchObject({
        state: 'failed',
        error: { message: expect.stringContaining('segredo de justiça') },
      });
    }
    expect(running.server.asked.length).toBe(before);
    const { rows } = await running.harness.admin.query(
      "select 1 from events where tenant_id = $1 and type = 'summary.generated'",
      [of.tenantId],
    );
    expect(rows).toEqual([]);
  });

  test('sealed after it was asked about and before it was answered is refused all the same', async () => {
    const of = await makeCase(running.harness.runtime, STEPS);
    const { answerId, jobId } = await askFor(running.harness.runtime, of, 'summary', { audience: 'client' });
    await withTenant(running.harness.runtime, of.tenantId, ({ client }) =>
      client.query('update processes set secrecy = 1 where tenant_id = $1', [of.tenantId]),
    );
    const before = running.server.asked.length;
    await running.harness.send(
      aiSummarizer,
      'answer',
      { tenant: of.tenantId, key: answerId },
      { answerId },
      { jobId },
    );
    await running.harness.drained('ai-summarizer');
    expect((await running.read(of.tenantId, answerId, jobId)).job.state).toBe('failed');
    expect(running.server.asked.length).toBe(before);
  });
});

describe('without the firm’s word', () => {
  test('nothing is sent to a model, and the answer says that no AI wrote it', async () => {
    const of = await makeCase(running.harness.runtime, STEPS, { allow: false });
    const before = running.server.asked.length;
    const { answer } = await running.ask(of, 'summary', { audience: 'client' });
    expect(answer).toMatchObject({ engine: 'local', fallback: 'not-allowed', costMicros: 0 });
    expect(running.server.asked.length).toBe(before);
  });
});

describe('what was written of a public case', () => {
  test('is written once for two firms, and neither bill, answer nor ledger tells the second of the first', async () => {
    const number = '00000021720998260002';
    const steps = STEPS.map((step) => ({ ...step, name: 'Ato compartilhado' }));
    const [first, second] = [
      await makeCase(running.harness.runtime, steps, { number }),
      await makeCase(running.harness.runtime, steps, { number }),
    ];
    const before = running.server.asked.length;
    const one = await running.ask(first, 'summary', { audience: 'client' });
    const two = await running.ask(second, 'summary', { audience: 'client' });
    expect(running.server.asked.length - before).toBe(1);
    const told = ({ answer }: typeof one) => {
      const {
        id: _id,
        jobId: _job,
        processId: _process,
        createdAt: _at,
        finishedAt: _end,
        body,
        ...rest
      } = answer;
      return { ...rest, texts: body?.statements.map((s) => s.text) };
    };
    expect(told(two)).toEqual(told(one));
    expect(two.answer.body?.statements[0]?.movementIds).toEqual([second.movementIds[1] ?? '']);
    expect(two.answer.costMicros).toBe(COST);
    const [a, b] = [await usage(first.tenantId), await usage(second.tenantId)];
    expect(b).toEqual(a);
    // And as slow as the first, or the clock would tell.
    const { rows } = await running.harness.admin.query('select took_ms from court.writings');
    const ledger = await running.harness.admin.query(
      'select extract(epoch from settled_at - started_at) * 1000 as ms from ai_calls where tenant_id = $1',
      [second.tenantId],
    );
    expect(Number(ledger.rows[0].ms)).toBeGreaterThanOrEqual(
      Math.min(...rows.map((row) => row.took_ms)) * 0.9,
    );
  });

  test('is kept without a firm, a firm’s id or a time of day, out of reach of firms', async () => {
    const { rows } = await running.harness.admin.query('select to_jsonb(w) as row from court.writings w');
    expect(rows.length).toBeGreaterThan(0);
    for (const { row } of rows) {
      expect(Object.keys(row).sort()).toEqual(['draft', 'hash', 'model', 'took_ms', 'usage', 'written_on']);
      expect(JSON.stringify(row)).not.toMatch(/"(ten|prc|mov|usr|job|ans)_/);
      expect(row.written_on).toContain('T00:00:00');
    }
    await expect(running.harness.app.query('select 1 from court.writings')).rejects.toThrow(
      'permission denied',
    );
  });

  test('a question is of its firm alone; the same firm gets it again for nothing', async () => {
    const number = '00000031720998260003';
    const [first, second] = [
      await makeCase(running.harness.runtime, STEPS, { number }),
      await makeCase(running.harness.runtime, STEPS, { number }),
    ];
    const reply = says(
      [{ section: 'answer', text: 'Sim: em 05/03/2024, o pedido foi julgado procedente.', sources: ['m2'] }],
      'yes',
    );
    running.server.script(() => reply);
    const before = running.server.asked.length;
    const question = { question: 'Qual foi o resultado do caso da Dona Maria?' };
    await running.ask(first, 'question', question);
    const again = await running.ask(first, 'question', question);
    expect(again.answer).toMatchObject({ engine: 'anthropic', costMicros: 0 });
    expect(running.server.asked.length - before).toBe(1);
    await running.ask(second, 'question', question);
    expect(running.server.asked.length - before).toBe(2);
    const { rows } = await running.harness.admin.query(
      'select to_jsonb(w)::text as row from court.writings w',
    );
    expect(rows.some(({ row }) => row.includes('Sim: em'))).toBe(false);
    running.server.script(() => GOOD);
  });
});

describe('the caps', () => {
  test('hold when two workers reach for the last of the month at once', async () => {
    // Room for one call at its ceiling, not for two.
    const caps = { micros: 100_000, tokens: 20_000_000 };
    const racing = await startSummarizer(() => GOOD, {
      config: { ...TEST_CONFIG, caps, fallbackModel: null },
    });
    try {
      const options = {
        config: { ...TEST_CONFIG, caps, fallbackModel: null },
        provider: providerOf(racing.harness, racing.server),
      };
      await racing.harness.start(createAiSummarizer(options));
      const release = Promise.withResolvers<void>();
      racing.server.script(() => ({ ...GOOD, hold: { after: 1, until: release.promise } }));
      const of = await makeCase(racing.harness.runtime, STEPS);
      const other = await makeCase(racing.harness.runtime, STEPS, {
        tenantId: of.tenantId,
        number: '00000041720998260004',
      });
      const asked = [];
      for (const { processId } of [of, other, of, other]) {
        const ids = await askFor(racing.harness.runtime, { tenantId: of.tenantId, processId }, 'question', {
          question: `Pergunta ${asked.length} sobre o caso`,
        });
        await racing.harness.send(
          aiSummarizer,
          'answer',
          { tenant: of.tenantId, key: ids.answerId },
          { answerId: ids.answerId },
          { jobId: ids.jobId },
        );
        asked.push(ids);
      }
      setTimeout(release.resolve, 1_500);
      await racing.harness.drained('ai-summarizer');
      const answers = await Promise.all(
        asked.map(async (ids) => (await racing.read(of.tenantId, ids.answerId, ids.jobId)).answer),
      );
      const spent = await withTenant(racing.harness.app, of.tenantId, (tx) => readUsage(tx));
      expect(spent.spentMicros + spent.reservedMicros).toBeLessThanOrEqual(caps.micros);
      expect(spent.reservedMicros).toBe(0);
      expect(answers.filter((a) => a.fallback === 'budget').length).toBeGreaterThan(0);
      expect(answers.every((a) => a.state === 'done')).toBe(true);
    } finally {
      await racing.stop();
    }
  }, 120_000);

  test('of the firm itself hold below those of the platform', async () => {
    const of = await makeCase(running.harness.runtime, STEPS, { number: '00000051720998260005' });
    await withTenant(running.harness.app, of.tenantId, (tx) =>
      changeAiSettings(tx, { monthlyMicros: 10 }, null),
    );
    const before = running.server.asked.length;
    const { answer } = await running.ask(of, 'question', { question: 'Já houve sentença neste caso?' });
    expect(answer).toMatchObject({ engine: 'local', fallback: 'budget' });
    expect(running.server.asked.length).toBe(before);
    expect((await usage(of.tenantId)).capMicros).toBe(10);
  });
});
