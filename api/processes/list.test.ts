import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test';
import { makeFirm, startTestApi, type TestApi } from '../test-kit.ts';

const TJSP = '0000001-17.2099.8.26.0001';
const STF = '0000001-25.2099.1.00.0001';

let api: TestApi;
let firm: Awaited<ReturnType<typeof makeFirm>>;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.release());
beforeEach(async () => {
  firm = await makeFirm(api.pool);
});

const call = (method: string, path: string, body?: unknown) =>
  api.call(method, `/v1/processes${path}`, { as: firm.key, body });
const watch = (number = TJSP, more: object = {}) => call('POST', '', { number, ...more });

describe('GET /v1/processes', () => {
  test('pages with a cursor, and refuses it with other filters', async () => {
    const numbers = [TJSP, '0000001-12.2099.8.19.0001', '0000001-89.2099.4.03.0001'];
    for (const number of numbers) await watch(number, { tags: ['lote'] });
    const first = await call('GET', '?limit=2&tag=lote');
    expect(first.body.data).toHaveLength(2);
    const second = await call('GET', `?limit=2&tag=lote&cursor=${first.body.nextCursor}`);
    const seen = [...first.body.data, ...second.body.data].map((p) => p.formattedNumber);
    expect(seen).toEqual(numbers.toReversed());
    expect(second.body.nextCursor).toBeNull();
    const mixed = await call('GET', `?limit=2&cursor=${first.body.nextCursor}`);
    expect([mixed.status, mixed.body.type.split('/').at(-1)]).toEqual([400, 'invalid-cursor']);
  });

  test('searches and filters', async () => {
    await watch(TJSP, { label: 'Intimações da Ávila' });
    await watch(STF, { label: 'Reclamação' });
    const found = async (query: string) =>
      (await call('GET', `?${query}`)).body.data.map((p: { label: string }) => p.label);
    expect(await found(`q=${encodeURIComponent('intimação ávila')}`)).toEqual(['Intimações da Ávila']);
    expect(await found('q=17.2099.8')).toEqual(['Intimações da Ávila']);
    expect(await found('tribunal=tjsp')).toEqual(['Intimações da Ávila']);
    expect(await found('courtStatus=no_index')).toEqual(['Reclamação']);
    expect(await found('closed=true')).toEqual([]);
    expect(await found('sort=changed&closed=false&status=active')).toHaveLength(2);
    expect(await found('changedSince=2999-01-01T00:00:00Z')).toEqual([]);
  });

  test.each([
    ['sort=oldest', 'query.sort'],
    ['limit=0', 'query.limit'],
    ['limit=x', 'query.limit'],
    ['closed=yes', 'query.closed'],
    ['changedSince=yesterday', 'query.changedSince'],
    ['colour=red', 'query.colour'],
    ['q=', 'query.q'],
  ])('refuses ?%s', async (query, location) => {
    const refused = await call('GET', `?${query}`);
    expect(refused.status).toBe(400);
    expect(refused.body.errors.map((e: { location: string }) => e.location)).toEqual([location]);
  });

  test.each(['((', '"', '\\', '%', ':*', '!', "' or 1=1", '<->', '-', '😀'])(
    'searching for %s is no error',
    async (q) => {
      expect((await call('GET', `?q=${encodeURIComponent(q)}`)).status).toBe(200);
    },
  );
});
