import { afterAll, beforeAll, expect, test } from 'bun:test';
import { parseSealingKeys } from '../../actors/notifier/webhook/seal.ts';
import { sealedParts } from '../../compose/stack/sealed-parts.ts';
import { makeFirm, startTestApi, type TestApi } from '../test-kit.ts';

const KEYS = parseSealingKeys(`k1:${Buffer.alloc(32, 7).toString('base64')}`);
const PATH = '/v1/datajud-access';
let api: TestApi;
beforeAll(async () => {
  api = await startTestApi(sealedParts(KEYS, { allowHttp: false, allowNetworks: [] }));
});
afterAll(() => api.release());
const aFirm = () => makeFirm(api.pool, ['datajud:read', 'datajud:write']);

test('a firm gives its key, sees all but the key, gives another and forgets it', async () => {
  const firm = await aFirm();
  expect((await api.call('GET', PATH, { as: firm.key })).status).toBe(404);
  const given = await api.call('PUT', PATH, {
    as: firm.key,
    body: { key: 'marked-key-of-the-firm', requestsPerDay: 500 },
  });
  expect(given.status).toBe(200);
  expect(given.body).toMatchObject({
    status: 'active',
    requestsPerMinute: 120,
    requestsPerDay: 500,
    usedToday: 0,
    refusedAt: null,
  });
  const read = await api.call('GET', PATH, { as: firm.key });
  expect(read.body).toEqual(given.body);
  expect(JSON.stringify([given.body, read.body, api.logged])).not.toContain('marked-key');

  const again = await api.call('PUT', PATH, { as: firm.key, body: { key: 'another-key' } });
  expect(again.body.requestsPerDay).toBe(10_000);
  expect(again.headers.get('etag')).not.toBe(given.headers.get('etag'));
  expect((await api.call('DELETE', PATH, { as: firm.key })).status).toBe(204);
  expect((await api.call('DELETE', PATH, { as: firm.key })).status).toBe(404);
});

test('the key of one firm is nothing to another, nor to its members', async () => {
  const [firm, other] = [await aFirm(), await aFirm()];
  await api.call('PUT', PATH, { as: firm.key, body: { key: 'the-key-of-a-firm' } });
  expect((await api.call('GET', PATH, { as: other.key })).status).toBe(404);
  expect((await api.call('DELETE', PATH, { as: other.key })).status).toBe(404);
  expect((await api.call('GET', PATH, { as: firm.key })).status).toBe(200);
  const reader = await makeFirm(api.pool, ['datajud:read']);
  expect((await api.call('PUT', PATH, { as: reader.key, body: { key: 'the-key-of-a-firm' } })).status).toBe(
    403,
  );
});

test('a bad key or limit is told by its field, and not repeated', async () => {
  const firm = await aFirm();
  const body = { key: 'APIKey marked-value', requestsPerMinute: 0, requestsPerDay: 1.5 };
  const answer = await api.call('PUT', PATH, { as: firm.key, body });
  expect(answer.status).toBe(422);
  expect(answer.body.errors.map((e: { location: string }) => e.location).sort()).toEqual([
    'body.key',
    'body.requestsPerDay',
    'body.requestsPerMinute',
  ]);
  expect(JSON.stringify(answer.body)).not.toContain('marked-value');
});
