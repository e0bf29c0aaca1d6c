import { afterAll, beforeAll, expect, test } from 'bun:test';
import { makeFirm, startTestApi, type TestApi } from '../test-kit.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.release());

const PATH = '/v1/channel-prices';
const FIRST = { 'if-match': '"0"' };
const PRICES = { currency: 'BRL', prices: [{ channel: 'whatsapp', category: 'utility', cents: 3.75 }] };

test('a firm gives its prices, and another sees nothing of them', async () => {
  const scopes = ['channels:read', 'channels:write'] as const;
  const [firm, other] = [await makeFirm(api.pool, [...scopes]), await makeFirm(api.pool, [...scopes])];
  const none = await api.call('GET', PATH, { as: firm.key });
  expect(none.body).toEqual({ currency: 'BRL', prices: [], updatedAt: null });
  const after = (answer: typeof none) => ({ 'if-match': answer.headers.get('etag') ?? '' });
  const put = await api.call('PUT', PATH, { as: firm.key, body: PRICES, headers: after(none) });
  expect(put.status).toBe(200);
  const read = await api.call('GET', PATH, { as: firm.key });
  expect(read.body).toMatchObject(PRICES);
  expect((await api.call('GET', PATH, { as: other.key })).body.prices).toEqual([]);
  const again = { as: firm.key, body: { ...PRICES, currency: 'USD' }, headers: after(put) };
  expect([(await api.call('PUT', PATH, again)).status, (await api.call('PUT', PATH, again)).status]).toEqual([
    200, 412,
  ]);
});

test.each([
  ['a channel that there is not', { channel: 'fax', category: 'x', cents: 1 }, 'body.prices.0.channel'],
  ['less than nothing', { channel: 'whatsapp', category: 'x', cents: -1 }, 'body.prices.0.cents'],
  ['what no bill says', { channel: 'whatsapp', category: 'x', cents: 0.00001 }, 'body.prices.0.cents'],
  ['money as text', { channel: 'whatsapp', category: 'x', cents: '1,20' }, 'body.prices.0.cents'],
])('%s is refused with its place', async (_, price, location) => {
  const firm = await makeFirm(api.pool, ['channels:write']);
  const answer = await api.call('PUT', PATH, {
    as: firm.key,
    body: { currency: 'BRL', prices: [price] },
    headers: FIRST,
  });
  expect([answer.status, answer.body.errors[0].location]).toEqual([422, location]);
});

test('a category that is priced twice, and a currency that is none', async () => {
  const firm = await makeFirm(api.pool, ['channels:write']);
  const [price] = PRICES.prices;
  const twice = await api.call('PUT', PATH, {
    as: firm.key,
    body: { ...PRICES, prices: [price, price] },
    headers: FIRST,
  });
  expect([twice.status, twice.body.errors[0].location]).toEqual([422, 'body.prices.1']);
  const money = await api.call('PUT', PATH, {
    as: firm.key,
    body: { ...PRICES, currency: 'reais' },
    headers: FIRST,
  });
  expect([money.status, money.body.errors[0].location]).toEqual([422, 'body.currency']);
});
