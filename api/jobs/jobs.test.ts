import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test';
import { waitFor } from '../../compose/test-kit/wait-for.ts';
import { createJob } from '../../db/jobs/create.ts';
import { finishJob } from '../../db/jobs/finish.ts';
import { reportProgress } from '../../db/jobs/progress.ts';
import { type TenantTx, withTenant } from '../../db/tenant.ts';
import { makeFirm, startTestApi, type TestApi } from '../test-kit.ts';

let api: TestApi;
let firm: Awaited<ReturnType<typeof makeFirm>>;
beforeAll(async () => {
  api = await startTestApi({ streams: { jobPollMs: 10, heartbeatMs: 100 } });
});
afterAll(() => api.release());
beforeEach(async () => {
  firm = await makeFirm(api.pool);
});

const inTenant = <T>(work: (tx: TenantTx) => Promise<T>) => withTenant(api.pool, firm.tenantId, work);
const queue = async (type = 'process.import') => (await inTenant((tx) => createJob(tx, { type }))).job.id;
const call = (method: string, path: string) => api.call(method, `/v1/jobs${path}`, { as: firm.key });

describe('jobs', () => {
  test('are read and listed, newest first', async () => {
    const [first, second] = [await queue(), await queue('webhook.test')];
    expect((await call('GET', `/${first}`)).body).toMatchObject({
      id: first,
      state: 'queued',
      progress: null,
      result: null,
      error: null,
      cancelRequested: false,
    });
    const listed = async (query = '') =>
      (await call('GET', query)).body.data.map((job: { id: string }) => job.id);
    expect(await listed()).toEqual([second, first]);
    expect(await listed('?type=webhook.test')).toEqual([second]);
    expect(await listed('?state=running')).toEqual([]);
    const { body } = await call('GET', '?limit=1');
    expect(await listed(`?limit=1&cursor=${body.nextCursor}`)).toEqual([first]);
  });

  test('are asked to end early, twice without harm; what has ended cannot be', async () => {
    const open = await queue();
    for (let i = 0; i < 2; i++) {
      const { status, body } = await call('POST', `/${open}/cancel`);
      expect([status, body.cancelRequested, body.state]).toEqual([200, true, 'queued']);
    }
    const ended = await queue();
    await inTenant((tx) => finishJob(tx, ended));
    const refused = await call('POST', `/${ended}/cancel`);
    expect([refused.status, refused.body.type.split('/').at(-1)]).toEqual([409, 'job-finished']);
    expect((await call('GET', `/${ended}`)).body.state).toBe('succeeded');
  });

  test('are followed from where they are to their end', async () => {
    const id = await queue();
    const response = await api.app.handle(
      new Request(`http://localhost/v1/jobs/${id}/events`, {
        headers: { authorization: `Bearer ${firm.key}` },
      }),
    );
    expect(response.headers.get('content-type')).toStartWith('text/event-stream');
    let text = '';
    const read = (async () => {
      const decoder = new TextDecoder();
      for await (const chunk of response.body ?? []) text += decoder.decode(chunk);
    })();
    await waitFor('the beginning', () => text.includes('"queued"'));
    await inTenant((tx) => reportProgress(tx, id, { done: 1, total: 2 }));
    await waitFor('progress', () => text.includes('"done":1'));
    await inTenant((tx) => finishJob(tx, id, { created: 2 }));
    await read;
    const events = [...text.matchAll(/^event: (.+)$/gm)].map(([, name]) => name);
    expect(events).toEqual(['progress', 'progress', 'end']);
    expect(text).toContain('"result":{"created":2}');
  });

  test('that have ended are followed for one event', async () => {
    const id = await queue();
    await inTenant((tx) => finishJob(tx, id));
    const { body } = await call('GET', `/${id}/events`);
    expect(body).toStartWith('event: end\ndata: {');
  });
});
