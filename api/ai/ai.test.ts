import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test';
import { makeCase } from '../../actors/ai-summarizer/test-kit/firm.ts';
import { newId } from '../../actors/contracts/ids.ts';
import { createAnswers } from '../../db/ai/answers.ts';
import { keepDraft } from '../../db/ai/drafts.ts';
import { finishAnswer } from '../../db/ai/finish.ts';
import { reserve, settle } from '../../db/ai/ledger.ts';
import { finishJob } from '../../db/jobs/finish.ts';
import { createPool, type Pool } from '../../db/pool.ts';
import { type TenantTx, withTenant } from '../../db/tenant.ts';
import { makeFirm, startTestApi, type TestApi } from '../test-kit.ts';

const STEPS = [{ day: '2024-03-05', code: 219 }];

let api: TestApi;
let runtime: Pool;
let firm: Awaited<ReturnType<typeof makeFirm>>;
let processId: string;
beforeAll(async () => {
  api = await startTestApi({ streams: { jobPollMs: 10, heartbeatMs: 100 } });
  runtime = createPool({ url: api.database.urls.runtime, name: 'test', max: 3, onError() {} });
}, 180_000);
afterAll(async () => {
  await runtime.end();
  await api.release();
});
beforeEach(async () => {
  firm = await makeFirm(api.pool);
  ({ processId } = await makeCase(runtime, STEPS, { tenantId: firm.tenantId, allow: false }));
});

const call = (method: string, path: string, body?: unknown) =>
  api.call(method, `/v1${path}`, { as: firm.key, body });
const asWorker = <T>(work: (tx: TenantTx) => Promise<T>) => withTenant(runtime, firm.tenantId, work);
const locations = ({ errors }: { errors: { location: string }[] }) => errors.map(({ location }) => location);

describe('asking', () => {
  test.each([
    ['summaries', { audience: 'client' }, 'ai.summary.client'],
    ['summaries', { audience: 'lawyer' }, 'ai.summary.lawyer'],
    ['questions', { question: 'Já houve sentença?' }, 'ai.question'],
    ['risk', {}, 'ai.risk'],
    ['classifications', { text: 'Ante o exposto, julgo procedente o pedido.' }, 'ai.classification'],
  ])('%s %j answers a job, and sends the question to its own actor', async (path, body, type) => {
    const before = api.published.length;
    const { status, headers, body: job } = await call('POST', `/processes/${processId}/${path}`, body);
    expect([status, job.type, job.state]).toEqual([202, type, 'queued']);
    expect(headers.get('location')).toBe(`/v1/jobs/${job.id}`);
    const [sent] = api.published.slice(before);
    expect(sent).toMatchObject({ kind: 'ai-summarizer', type: 'answer', tenant: firm.tenantId });
    expect(sent?.payload).toEqual({ answerId: sent?.key });
  });

  test('twice for the same summary answers the same job; for other readers it is another', async () => {
    const ask = async (audience: string) =>
      (await call('POST', `/processes/${processId}/summaries`, { audience })).body.id;
    const [first, again, other] = [await ask('client'), await ask('client'), await ask('lawyer')];
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });

  test('to classify movements that are none of the case names them; a withdrawn one is none', async () => {
    const steps = [...STEPS, { day: '2024-03-06', code: 12265 }];
    const own = await makeCase(runtime, steps, { tenantId: firm.tenantId, number: '00000031720998260003' });
    const other = await makeCase(runtime, STEPS, { number: '00000041720998260004' });
    const [stands = '', withdrawn = ''] = own.movementIds;
    await asWorker((tx) =>
      tx.client.query("update movements set status = 'withdrawn' where tenant_id = $1 and id = $2", [
        tx.tenantId,
        withdrawn,
      ]),
    );
    const path = `/processes/${own.processId}/classifications`;
    const movementIds = [stands, withdrawn, other.movementIds[0], newId('movement')];
    const { status, body } = await call('POST', path, { movementIds });
    expect([status, locations(body)]).toEqual([
      422,
      ['body.movementIds.1', 'body.movementIds.2', 'body.movementIds.3'],
    ]);
    expect((await call('POST', path, { movementIds: [stands] })).status).toBe(202);
  });

  test.each([
    ['summaries', {}, ['body.audience']],
    ['summaries', { audience: 'judge' }, ['body.audience']],
    ['summaries', { audience: 'client', tone: 'x' }, ['body.tone']],
    ['questions', { question: '' }, ['body.question']],
    ['questions', { question: 'x'.repeat(501) }, ['body.question']],
    ['questions', { question: '     ' }, ['body.question']],
    ['classifications', {}, ['body.text', 'body.movementIds']],
    ['classifications', { text: 'curto' }, ['body.text']],
    ['classifications', { movementIds: ['nope'] }, ['body.movementIds.0']],
    [
      'classifications',
      { text: 'Ante o exposto, julgo procedente.', movementIds: [newId('movement')] },
      ['body.text', 'body.movementIds'],
    ],
  ])('%s %j names what is wrong', async (path, body, places) => {
    const { status, body: problem } = await call('POST', `/processes/${processId}/${path}`, body);
    expect([status, locations(problem)]).toEqual([422, places]);
  });

  test('about a sealed case is refused, in one grau or in all', async () => {
    for (const [place, secrecy] of [{ secrecy: 1 }, { secrecy: 0, grauSecrecy: 2 }].entries()) {
      const sealed = await makeCase(runtime, STEPS, {
        tenantId: firm.tenantId,
        number: `0000001172099826001${place}`,
        ...secrecy,
      });
      const { status, body } = await call('POST', `/processes/${sealed.processId}/summaries`, {
        audience: 'client',
      });
      expect([status, body.type.split('/').at(-1)]).toEqual([409, 'sealed-process']);
    }
  });

  test('about a case that is not there, or of another firm, finds nothing', async () => {
    const other = await makeCase(runtime, STEPS, { allow: false });
    for (const id of [newId('process'), other.processId, 'prc_x'])
      expect((await call('POST', `/processes/${id}/risk`, {})).status).toBe(404);
  });
});

describe('an answer', () => {
  test('shows sentences, sources, model, prompt version, cost and whether AI made it', async () => {
    const id = newId('answer');
    const statement = {
      section: 'happened' as const,
      text: 'Houve sentença.',
      movementIds: [newId('movement')],
      header: false,
      proved: false,
      doubts: ['x'],
    };
    await asWorker(async (tx) => {
      await createAnswers(tx, [
        { id, task: 'summary', processId, jobId: null, input: { audience: 'client' }, createdBy: null },
      ]);
      const provenance = {
        engine: 'anthropic' as const,
        model: 'm',
        promptVersion: 'summary-1.1',
        fallback: null,
        inputTokens: 10,
        outputTokens: 5,
        costMicros: 12_400,
      };
      await finishAnswer(tx, {
        id,
        inputHash: 'h',
        body: { statements: [statement], verdict: null, withheld: [] },
        provenance,
      });
    });
    const { status, body } = await call('GET', `/ai/answers/${id}`);
    expect([status, body.model, body.promptVersion, body.cost]).toEqual([
      200,
      'm',
      'summary-1.1',
      { inputTokens: 10, outputTokens: 5, usd: 0.0124 },
    ]);
    expect(body.text).toBe('Houve sentença. [não comprovado nos movimentos]');
    expect(body.disclaimer).toContain('inteligência artificial');
    const listed = await call('GET', `/processes/${processId}/answers?task=summary&audience=client`);
    expect(listed.body.data.map((answer: { id: string }) => answer.id)).toEqual([id]);
    expect((await call('GET', `/processes/${processId}/answers?audience=lawyer`)).body.data).toEqual([]);
    expect((await call('GET', `/ai/answers/${newId('answer')}`)).status).toBe(404);
  });

  test('is read along while it is written', async () => {
    const { body: job } = await call('POST', `/processes/${processId}/summaries`, { audience: 'client' });
    await asWorker((tx) => keepDraft(tx, job.id, 'Primeira frase.'));
    const followed = call('GET', `/jobs/${job.id}/events`);
    await Bun.sleep(100);
    await asWorker((tx) => keepDraft(tx, job.id, 'Primeira frase. Segunda.'));
    await Bun.sleep(100);
    await asWorker((tx) => finishJob(tx, job.id, {}));
    const { body } = await followed;
    expect(
      [...body.matchAll(/^event: text\ndata: (.+)$/gm)].map(([, data]) => JSON.parse(data ?? '').text),
    ).toEqual(['Primeira frase.', 'Primeira frase. Segunda.']);
    expect(body).toEndWith('\n\n');
    expect(body).toContain('event: end');
  });
});

describe('what it costs and what is allowed', () => {
  test('the month, by task and model, with its caps', async () => {
    expect((await call('GET', '/ai/usage')).body).toMatchObject({ capUsd: null, spentUsd: 0, uses: [] });
    const use = { inputTokens: 100, cacheWriteTokens: 0, cacheReadTokens: 50, outputTokens: 20 };
    await asWorker(async (tx) => {
      await reserve(
        tx,
        { micros: 5_000_000, tokens: 1_000 },
        {
          id: 'a',
          answerId: 'x',
          task: 'summary',
          model: 'm',
          price: 'm@2026-11-01=1/2/3/4',
          micros: 900,
          tokens: 500,
        },
      );
      await settle(tx, 'a', use, { micros: 410, price: 'm@2026-11-01=1/2/3/4' });
      await reserve(
        tx,
        { micros: 5_000_000, tokens: 1_000 },
        {
          id: 'b',
          answerId: 'x',
          task: 'risk',
          model: 'm',
          price: 'm@2026-11-01=1/2/3/4',
          micros: 900,
          tokens: 500,
        },
      );
    });
    const { body } = await call('GET', '/ai/usage');
    expect(body).toMatchObject({
      capUsd: 5,
      capTokens: 1_000,
      spentUsd: 0.00041,
      spentTokens: 170,
      reservedUsd: 0.0009,
      reservedTokens: 500,
    });
    expect(body.uses).toEqual([
      {
        task: 'summary',
        model: 'm',
        calls: 1,
        inputTokens: 100,
        cacheWriteTokens: 0,
        cacheReadTokens: 50,
        outputTokens: 20,
        spentUsd: 0.00041,
      },
    ]);
    expect((await call('GET', '/ai/usage?month=2020-01')).body).toMatchObject({
      month: '2020-01',
      spentUsd: 0,
    });
    expect(locations((await call('GET', '/ai/usage?month=2020-13')).body)).toEqual(['query.month']);
  });

  test('nothing leaves until the firm says so, and it may lower its cap', async () => {
    expect((await call('GET', '/ai/settings')).body).toEqual({
      externalModels: false,
      notices: false,
      nightly: false,
      monthlyBudgetUsd: null,
    });
    const before = api.published.length;
    const { body } = await call('PATCH', '/ai/settings', {
      externalModels: true,
      nightly: true,
      monthlyBudgetUsd: 2.5,
    });
    expect(body).toEqual({ externalModels: true, notices: false, nightly: true, monthlyBudgetUsd: 2.5 });
    expect(api.published.slice(before)).toMatchObject([
      { kind: 'ai-summarizer', type: 'configure', key: 'nightly' },
    ]);
    expect((await call('PATCH', '/ai/settings', { monthlyBudgetUsd: null })).body).toMatchObject({
      externalModels: true,
      monthlyBudgetUsd: null,
    });
    const { rows } = await asWorker(({ client }) => client.query('select changed_by from ai_settings'));
    expect(rows[0].changed_by).toBe(firm.keyId);
  });

  test.each([
    [{}, 'body'],
    [{ monthlyBudgetUsd: -1 }, 'body.monthlyBudgetUsd'],
    [{ externalModels: 'yes' }, 'body.externalModels'],
    [{ spy: true }, 'body.spy'],
  ])('%j is refused', async (body, place) => {
    const { status, body: problem } = await call('PATCH', '/ai/settings', body);
    expect([status, locations(problem)[0]]).toEqual([422, place]);
  });
});

describe('the glossary', () => {
  test('finds a term by any of its names, and searches', async () => {
    for (const name of [
      'transito-em-julgado',
      encodeURIComponent('Trânsito em Julgado'),
      'transitado-em-julgado',
    ])
      expect((await call('GET', `/glossary/${name}`)).body).toMatchObject({
        term: 'Trânsito em julgado',
        sources: expect.arrayContaining(['CPC, art. 502']),
      });
    expect((await call('GET', '/glossary?q=penhora&limit=1')).body.data).toMatchObject([{ slug: 'penhora' }]);
    expect((await call('GET', '/glossary?limit=500')).body.data.length).toBeGreaterThanOrEqual(200);
    expect((await call('GET', '/glossary/futebol')).status).toBe(404);
    expect(locations((await call('GET', '/glossary?limit=501')).body)).toEqual(['query.limit']);
  });

  test('has what it lacks asked', async () => {
    const { status, body } = await call('POST', '/glossary/explanations', { term: 'distinguishing' });
    expect([status, body.type]).toEqual([202, 'ai.term']);
    expect(locations((await call('POST', '/glossary/explanations', { term: 'x' })).body)).toEqual([
      'body.term',
    ]);
  });
});
