import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test';
import { partitionOf } from '../../actors/contracts/subjects.ts';
import { createPool, type Pool } from '../../db/pool.ts';
import { makeFirm, startTestApi, type TestApi } from '../test-kit.ts';

const TJSP = '0000001-17.2099.8.26.0001';
const STF = '0000001-25.2099.1.00.0001';

let api: TestApi;
let runtime: Pool;
let firm: Awaited<ReturnType<typeof makeFirm>>;
beforeAll(async () => {
  api = await startTestApi();
  runtime = createPool({ url: api.database.urls.runtime, name: 'test', max: 2, onError: () => {} });
});
afterAll(async () => {
  await runtime.end();
  await api.release();
});
beforeEach(async () => {
  firm = await makeFirm(api.pool);
  api.published.length = 0;
});

const call = (method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
  api.call(method, `/v1/processes${path}`, { as: firm.key, body, headers });
const watch = (number = TJSP, more: object = {}) => call('POST', '', { number, ...more });
const sent = () => api.published.map((m) => `${m.kind}.${m.type}`);
const eventTypes = async () => {
  const { body } = await api.call('GET', '/v1/events', { as: firm.key });
  return body.data.map((event: { type: string }) => event.type);
};

describe('POST /v1/processes', () => {
  test('watches a case: 201, the message to its monitor and the event to the notifier', async () => {
    const created = await watch(TJSP, { label: ' Ávila ', tags: ['cível', 'cível ', 'a'] });
    expect(created.status).toBe(201);
    expect(created.headers.get('location')).toBe(`/v1/processes/${created.body.id}`);
    expect(created.body).toMatchObject({
      number: '00000011720998260001',
      formattedNumber: TJSP,
      label: 'Ávila',
      tags: ['cível', 'a'],
      status: 'active',
      courtStatus: 'pending',
      tribunal: 'TJSP',
      notice: 'Ainda aguardamos a primeira resposta do tribunal.',
      freshness: { lastCheckedAt: null, courts: [] },
      version: 1,
    });
    expect(sent()).toEqual(['process-monitor.watch', 'notifier.notify']);
    expect(api.published[0]).toMatchObject({
      tenant: firm.tenantId,
      cause: created.headers.get('x-request-id'),
      payload: { processId: created.body.id, number: '00000011720998260001' },
    });
    const [event] = (await api.call('GET', '/v1/events', { as: firm.key })).body.data;
    expect(event).toMatchObject({
      type: 'process.created',
      correlationId: created.headers.get('x-request-id'),
    });
    expect(api.published[1]?.payload).toEqual({ eventIds: [event.id] });
  });

  test('the same number in another form answers the same case as it is, and sends nothing', async () => {
    const first = await watch(TJSP, { label: 'um' });
    api.published.length = 0;
    const second = await watch('1-17.2099.8.26.1', { label: 'dois' });
    expect(second.status).toBe(200);
    expect(second.body).toEqual(first.body);
    expect(sent()).toEqual([]);
  });

  test('at the same moment makes one case', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => watch()));
    expect(new Set(answers.map((a) => a.body.id)).size).toBe(1);
    expect(answers.map((a) => a.status).toSorted()).toEqual([200, 200, 200, 200, 200, 200, 200, 201]);
    expect(await eventTypes()).toEqual(['process.created']);
  });

  test('names the right check digits', async () => {
    const refused = await watch('0000001-18.2099.8.26.0001');
    expect(refused.status).toBe(422);
    expect(refused.body.type).toEndWith('/problems/invalid-process-number');
    expect(refused.body.errors).toMatchObject([{ location: 'body.number' }]);
    expect(refused.body.errors[0].fix).toContain(TJSP);
  });

  test.each(['', 'x', '1'.repeat(60), '８'.repeat(20), '0000001-17.2099.8.99.0001', '1e20'])(
    'refuses %j with words',
    async (number) => {
      const refused = await watch(number);
      expect(refused.status).toBe(422);
      expect(refused.body.errors[0].fix.length).toBeGreaterThan(5);
      expect(sent()).toEqual([]);
    },
  );

  test('keeps one without a public index, says so, and asks nobody', async () => {
    const created = await watch(STF);
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({ courtStatus: 'no_index', tribunal: null });
    expect(created.body.notice).toContain('Supremo Tribunal Federal');
    expect(sent()).toEqual(['notifier.notify']);
    const refresh = await call('POST', `/${created.body.id}/refresh`);
    expect([refresh.status, refresh.body.type.split('/').at(-1)]).toEqual([409, 'no-court-index']);
  });

  test('a full mailbox keeps nothing and says when to come back', async () => {
    await runtime.query(
      `insert into rt.messages (id, kind, partition, tenant, type, payload)
       select 'msg_' || i, 'process-monitor', $1, $2, 'watch', '{}' from generate_series(1, 1000) i`,
      [partitionOf(firm.tenantId), firm.tenantId],
    );
    const refused = await watch();
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
    expect((await call('GET', '')).body.data).toEqual([]);
  });
});

describe('GET /v1/processes/{id}', () => {
  test('tells how fresh it is, and its ETag changes when somebody looked', async () => {
    const { body: process } = await watch();
    const path = `/${process.id}`;
    const before = await call('GET', path);
    const etag = before.headers.get('etag') ?? '';
    expect((await call('GET', path, undefined, { 'if-none-match': etag })).status).toBe(304);
    await runtime.query(
      `insert into court.cases (alias, number, watchers, next_check_at, next_full_at, interval_seconds, last_checked_at, last_result, beat)
       values ('tjsp', $1, 1, '2099-01-02T00:00Z', now(), 60, '2099-01-01T12:00Z', 'unchanged', 'primary'),
              ('stj', $1, 1, '2099-01-09T00:00Z', now(), 60, '2099-01-01T18:00Z', 'absent', 'superior')`,
      [process.number],
    );
    const after = await call('GET', path, undefined, { 'if-none-match': etag });
    expect(after.status).toBe(200);
    expect(after.body.freshness).toMatchObject({
      lastCheckedAt: '2099-01-01T12:00:00.000Z',
      lastResult: 'unchanged',
      nextCheckAt: '2099-01-02T00:00:00.000Z',
      courts: [
        { alias: 'tjsp', tribunal: 'TJSP', beat: 'primary', waiting: false },
        { alias: 'stj', beat: 'superior', lastResult: 'absent' },
      ],
    });
  });

  test.each(['prc_01kb0v5zq8e3n9t2h4x6m7r8sa', 'nothing', "prc_'--", '%F0%9F%98%80'])(
    'answers 404 for %s',
    async (id) => {
      expect((await call('GET', `/${id}`)).status).toBe(404);
    },
  );
});

describe('PATCH /v1/processes/{id}', () => {
  test('needs If-Match, takes the ETag of a read, refuses an old one', async () => {
    const { body: process } = await watch();
    const path = `/${process.id}`;
    const etag = (await call('GET', path)).headers.get('etag') ?? '';
    expect((await call('PATCH', path, { label: 'x' })).status).toBe(428);
    const changed = await call('PATCH', path, { label: 'Novo', tags: ['z'] }, { 'if-match': etag });
    expect(changed.status).toBe(200);
    expect(changed.body).toMatchObject({ label: 'Novo', tags: ['z'], version: 2 });
    expect(changed.headers.get('etag')).not.toBe(etag);
    expect((await call('PATCH', path, { label: 'y' }, { 'if-match': etag })).status).toBe(412);
    expect((await call('PATCH', path, { label: null }, { 'if-match': '*' })).body.label).toBeNull();
    expect(await eventTypes()).toEqual(['process.created', 'process.updated', 'process.updated']);
  });

  test('pausing takes it from its courts, resuming puts it back, doing it twice does nothing', async () => {
    const { body: process } = await watch();
    api.published.length = 0;
    const set = (status: string) => call('PATCH', `/${process.id}`, { status }, { 'if-match': '*' });
    expect((await set('paused')).body).toMatchObject({ status: 'paused', version: 2 });
    expect((await set('paused')).body).toMatchObject({ version: 2 });
    await set('active');
    expect(sent()).toEqual([
      'process-monitor.unwatch',
      'notifier.notify',
      'process-monitor.watch',
      'notifier.notify',
    ]);
  });

  test.each([
    [{ label: '' }, 'body.label'],
    [{ label: 'x'.repeat(201) }, 'body.label'],
    [{ tags: ['a', 'a'] }, 'body.tags'],
    [{ tags: [' '] }, 'body.tags.0'],
    [{ status: 'closed' }, 'body.status'],
    [{ number: '1' }, 'body.number'],
  ])('refuses %j', async (body, location) => {
    const { body: process } = await watch();
    const refused = await call('PATCH', `/${process.id}`, body, { 'if-match': '*' });
    expect(refused.status).toBe(422);
    expect(refused.body.errors.map((e: { location: string }) => e.location)).toEqual([location]);
  });
});

test('DELETE takes it off the list once, and the number begins anew', async () => {
  const { body: process } = await watch();
  api.published.length = 0;
  expect((await call('DELETE', `/${process.id}`)).status).toBe(204);
  expect(sent()).toEqual(['process-monitor.unwatch', 'notifier.notify']);
  expect((await call('DELETE', `/${process.id}`)).status).toBe(404);
  expect((await call('GET', `/${process.id}`)).status).toBe(404);
  expect((await call('POST', `/${process.id}/refresh`)).status).toBe(404);
  expect((await call('GET', `/${process.id}/movements`)).status).toBe(404);
  const again = await watch();
  expect(again.status).toBe(201);
  expect(again.body.id).not.toBe(process.id);
});

test('POST refresh answers one job while it is open', async () => {
  const { body: process } = await watch();
  api.published.length = 0;
  const asked = await Promise.all([1, 2, 3].map(() => call('POST', `/${process.id}/refresh`)));
  expect(asked.map((a) => a.status)).toEqual([202, 202, 202]);
  const [job] = asked.map((a) => a.body);
  expect(new Set(asked.map((a) => a.body.id)).size).toBe(1);
  expect(job).toMatchObject({ type: 'process.refresh', state: 'queued', subject: process.id });
  expect(asked[0]?.headers.get('location')).toBe(`/v1/jobs/${job.id}`);
  expect(sent()).toEqual(['process-monitor.refresh']);
  expect(api.published[0]).toMatchObject({ job: job.id, payload: { jobId: job.id, number: process.number } });
});
