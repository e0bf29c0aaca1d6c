import { afterAll, beforeAll, expect, test } from 'bun:test';
import { openConnectionSecrets } from '../../actors/contracts/connection-secrets.ts';
import { parseSealingKeys } from '../../actors/contracts/sealing.ts';
import { sealedParts } from '../../compose/stack/sealed-parts.ts';
import { disableConnection, readConnection } from '../../db/channels/connections.ts';
import { readTenant, withTenant } from '../../db/tenant.ts';
import { makeFirm, startTestApi, type TestApi } from '../test-kit.ts';

const KEYS = parseSealingKeys(`k1:${Buffer.alloc(32, 7).toString('base64')}`);
const BOT = {
  channel: 'telegram',
  name: 'Bot',
  settings: { username: 'nosso_bot' },
  secrets: { token: '123456:marked-token' },
};
let api: TestApi;
beforeAll(async () => {
  api = await startTestApi(sealedParts(KEYS, { allowHttp: false, allowNetworks: [] }));
});
afterAll(() => api.release());

async function connect() {
  const firm = await makeFirm(api.pool, ['channels:read', 'channels:write']);
  const created = await api.call('POST', '/v1/channels', { as: firm.key, body: BOT });
  expect(created.status).toBe(201);
  const path = `/v1/channels/${created.body.id}`;
  const stored = () => readTenant(api.pool, firm.tenantId, (tx) => readConnection(tx, created.body.id));
  const announced = () =>
    api.published.filter((m) => m.type === 'announce' && m.tenant === firm.tenantId).length;
  return { firm, created, path, stored, announced };
}

test('a bot is connected and its adapter told; its secrets are shown to nobody and open for that adapter alone', async () => {
  const { firm, created, path, stored, announced } = await connect();
  const read = await api.call('GET', path, { as: firm.key });
  const listed = await api.call('GET', '/v1/channels', { as: firm.key });
  expect(read.body).toEqual(created.body);
  expect(listed.body.data).toEqual([created.body]);
  expect(JSON.stringify([created.body, read.body, listed.body, api.logged])).not.toContain('marked-token');
  expect(announced()).toBe(1);
  const { sealed, tenant, id } = (await stored()) ?? { sealed: null, tenant: '', id: '' };
  const told = {
    id,
    channel: 'telegram' as const,
    tenant,
    version: 1,
    status: 'active' as const,
    settings: {},
  };
  expect(openConnectionSecrets(KEYS, { ...told, sealed: sealed ?? '' })).toEqual(BOT.secrets);
  expect(() => openConnectionSecrets(KEYS, { ...told, channel: 'slack', sealed: sealed ?? '' })).toThrow();
});

test('one that the provider refuses comes back with new secrets, and not with a new name', async () => {
  const { firm, path, created, announced } = await connect();
  await withTenant(api.pool, firm.tenantId, (tx) => disableConnection(tx, created.body.id, '401'));
  const patch = async (body: object) => {
    const { headers } = await api.call('GET', path, { as: firm.key });
    const ifMatch = { 'if-match': headers.get('etag') ?? '' };
    return api.call('PATCH', path, { as: firm.key, body, headers: ifMatch });
  };
  expect((await patch({ name: 'Outro' })).body).toMatchObject({
    name: 'Outro',
    status: 'disabled',
    reason: '401',
  });
  const revived = await patch({ secrets: { token: '123456:another' } });
  expect(revived.body).toMatchObject({ status: 'active', reason: null });
  expect(announced()).toBe(3);
});

test('two changes at once: the later is told that it knows an older version', async () => {
  const { firm, path, created } = await connect();
  const stale = { 'if-match': created.headers.get('etag') ?? '' };
  const first = await api.call('PATCH', path, { as: firm.key, body: { status: 'paused' }, headers: stale });
  expect(first.body.status).toBe('paused');
  const second = await api.call('PATCH', path, { as: firm.key, body: { name: 'x' }, headers: stale });
  expect(second.status).toBe(412);
});

test('what is missing or unknown is named, all of it at once, and not repeated', async () => {
  const firm = await makeFirm(api.pool, ['channels:write']);
  const body = {
    channel: 'whatsapp',
    name: 'x',
    settings: { phone: '55' },
    secrets: { tokn: 'marked-token' },
  };
  const answer = await api.call('POST', '/v1/channels', { as: firm.key, body });
  expect(answer.status).toBe(422);
  const places = answer.body.errors.map((e: { location: string }) => e.location).sort();
  expect(places).toEqual([
    'body.secrets.appSecret',
    'body.secrets.token',
    'body.secrets.tokn',
    'body.secrets.verifyToken',
    'body.settings.phoneNumberId',
  ]);
  expect(JSON.stringify(answer.body)).not.toContain('marked-token');
});

test('one that is disconnected is gone with its secrets, and its adapter is told', async () => {
  const { firm, path, stored, announced } = await connect();
  expect((await api.call('DELETE', path, { as: firm.key })).status).toBe(204);
  expect(await stored()).toMatchObject({ status: 'removed', sealed: null });
  expect((await api.call('GET', path, { as: firm.key })).status).toBe(404);
  expect((await api.call('DELETE', path, { as: firm.key })).status).toBe(404);
  expect(announced()).toBe(2);
});
