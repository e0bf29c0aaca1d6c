import { afterAll, beforeAll, expect, test } from 'bun:test';
import { openConnectionSecrets, sealConnectionSecrets } from '../actors/contracts/connection-secrets.ts';
import { DATAJUD_ACCESS } from '../actors/contracts/datajud-fetcher.ts';
import { newId } from '../actors/contracts/ids.ts';
import { parseSealingKeys } from '../actors/contracts/sealing.ts';
import { open, seal } from '../actors/notifier/webhook/seal.ts';
import { createOutbox, type Outbox } from '../actors/runtime/outbox.ts';
import { acquirePostgres, type TestDatabase } from '../compose/test-kit/postgres.ts';
import { createConnection } from '../db/channels/change-connection.ts';
import { disableConnection, readConnection, secretsSince } from '../db/channels/connections.ts';
import { createPool, type Pool } from '../db/pool.ts';
import { readTenant, withTenant } from '../db/tenant.ts';
import { createEndpoint } from '../db/webhooks/create.ts';
import { resealFirm } from './reseal-firm.ts';

const key = (id: string, byte: number) => `${id}:${Buffer.alloc(32, byte).toString('base64')}`;
const before = parseSealingKeys(key('k1', 1));
const both = parseSealingKeys(`${key('k2', 2)},${key('k1', 1)}`);
/** The old key has gone. */
const after = parseSealingKeys(key('k2', 2));

let database: TestDatabase;
let pool: Pool;
let admin: Pool;
let outbox: Outbox;
beforeAll(async () => {
  database = await acquirePostgres();
  pool = createPool({ url: database.urls.app, name: 'test', max: 2, onError: () => {} });
  admin = createPool({ url: database.adminUrl, name: 'admin', max: 1, onError: () => {} });
  outbox = createOutbox({ pool, road: { publish: () => {}, deadLetter: () => {} }, maxWaiting: 1_000 });
}, 60_000);
afterAll(async () => {
  await Promise.all([pool.end(), admin.end()]);
  await database.release();
});

/** A firm with a secret in each place that there is, two of them in one list, all under the old key. */
async function firm() {
  const [tenant, webhook] = [newId('tenant'), newId('webhook')];
  const owner = { tenantId: tenant, endpointId: webhook };
  const sealed = (text: string) => ({ sealed: seal(before, owner, text), expiresAt: null });
  const bot = await withTenant(pool, tenant, async (tx) => {
    const settings = { username: 'nosso_bot' };
    const made = await createConnection(tx, { channel: 'telegram', name: 'Bot', settings }, (id) =>
      sealConnectionSecrets(before, { id, channel: 'telegram', tenant }, { token: 'the token' }),
    );
    const endpoint = {
      id: webhook,
      url: 'https://a.example',
      description: null,
      eventTypes: [],
      filters: {},
      ratePerSecond: null,
    };
    await createEndpoint(
      tx,
      { ...endpoint, secret: sealed('whsec_new'), signingKey: { ...sealed('private'), publicKey: 'public' } },
      {},
    );
    await tx.client.query('update webhook_endpoints set secrets = secrets || $2::jsonb where id = $1', [
      webhook,
      JSON.stringify([{ ...sealed('whsec_old'), expiresAt: '2099-01-01T00:00:00Z' }]),
    ]);
    const access = seal(before, { tenantId: tenant, endpointId: DATAJUD_ACCESS }, 'the key of the court');
    await tx.client.query(
      'insert into datajud_accesses (tenant_id, sealed_key, requests_per_minute, requests_per_day) values ($1, $2, 1, 1)',
      [tenant, access],
    );
    return made;
  });
  const read = <T>(text: string) =>
    readTenant(pool, tenant, async (tx) => (await tx.client.query(text)).rows as T[]);
  const announced = async () => {
    const text = `select 1 from rt.messages where tenant = $1 and type = 'announce'`;
    return (await admin.query(text, [tenant])).rowCount;
  };
  return { tenant, owner, bot, read, announced };
}

test('everything that was sealed under the old key opens without it, and adapters hear of their connections', async () => {
  const { tenant, owner, bot, read, announced } = await firm();
  expect(await resealFirm(outbox, tenant, both)).toEqual({ moved: 5, left: [] });

  const stored = await readTenant(pool, tenant, (tx) => readConnection(tx, bot.id));
  const told = {
    id: bot.id,
    channel: 'telegram',
    tenant,
    version: 2,
    status: 'active',
    settings: {},
  } as const;
  expect(openConnectionSecrets(after, { ...told, sealed: stored?.sealed ?? '' })).toEqual({
    token: 'the token',
  });
  type Endpoint = {
    secrets: { sealed: string; expiresAt: string | null }[];
    signing_keys: { sealed: string; publicKey: string }[];
  };
  const [endpoint] = await read<Endpoint>('select secrets, signing_keys from webhook_endpoints');
  expect(endpoint?.secrets.map((one) => [open(after, owner, one.sealed), one.expiresAt])).toEqual([
    ['whsec_new', null],
    ['whsec_old', '2099-01-01T00:00:00Z'],
  ]);
  expect(endpoint?.signing_keys.map((one) => [open(after, owner, one.sealed), one.publicKey])).toEqual([
    ['private', 'public'],
  ]);
  const [access] = await read<{ sealed_key: string }>('select sealed_key from datajud_accesses');
  expect(open(after, { tenantId: tenant, endpointId: DATAJUD_ACCESS }, access?.sealed_key ?? '')).toBe(
    'the key of the court',
  );
  expect(stored?.version).toBe(2);
  expect(await announced()).toBe(1);
  // Nothing is left to do.
  expect(await resealFirm(outbox, tenant, both)).toEqual({ moved: 0, left: [] });
});

test('the secrets are the same as before: the end of them is still believed', async () => {
  const { tenant, bot } = await firm();
  await resealFirm(outbox, tenant, both);
  expect(await readTenant(pool, tenant, (tx) => secretsSince(tx, bot.id))).toBe(1);
  const heard = { channel: 'telegram', version: 1 };
  expect(await withTenant(pool, tenant, (tx) => disableConnection(tx, bot.id, '401', heard))).toBe(true);
});

test('what does not open is named and left as it is', async () => {
  const { tenant, bot } = await firm();
  const { moved, left } = await resealFirm(outbox, tenant, after);
  expect(moved).toBe(0);
  expect(left).toHaveLength(5);
  expect(left.find(({ kind }) => kind === 'connection')).toMatchObject({
    id: bot.id,
    reason: expect.stringContaining('k1'),
  });
});
