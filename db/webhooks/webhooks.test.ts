import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { newId } from '../../actors/contracts/ids.ts';
import { acquirePostgres, type TestDatabase } from '../../compose/test-kit/postgres.ts';
import { createPool, type Pool } from '../pool.ts';
import { type TenantTx, withTenant } from '../tenant.ts';
import { listAttempts } from './attempts.ts';
import { createEndpoint } from './create.ts';
import { deleteEndpoint } from './delete.ts';
import { listDeliveries, readDelivery } from './deliveries.ts';
import { countEndpoints, listEndpoints, readEndpoint } from './read.ts';
import { rotateSecret } from './rotate-secret.ts';
import { updateEndpoint } from './update.ts';

let database: TestDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await acquirePostgres();
  pool = createPool({ url: database.urls.app, name: 'test', max: 4, onError: () => {} });
});
afterAll(async () => {
  await pool.end();
  await database.release();
});

const tenant = newId('tenant');
const inTenant = <T>(work: (tx: TenantTx) => Promise<T>) => withTenant(pool, tenant, work);
const secrets = (n: number) => ({
  secret: { sealed: `secret ${n}`, expiresAt: null },
  signingKey: { sealed: `key ${n}`, publicKey: `whpk_${n}`, expiresAt: null },
});

function create() {
  const fields = {
    url: 'https://a.example/hook',
    description: null,
    eventTypes: ['movement.*'],
    filters: { tribunals: ['TJSP'] },
    ratePerSecond: null,
  };
  return inTenant(
    async (tx) => (await createEndpoint(tx, { id: newId('webhook'), ...fields, ...secrets(1) }, {})).endpoint,
  );
}

async function deliver(endpointId: string, state = 'pending') {
  const id = newId('delivery');
  await inTenant((tx) =>
    tx.client.query(
      `insert into webhook_deliveries (tenant_id, id, endpoint_id, event_id, event_type, body, state)
       values ($1, $2, $3, $4, 'movement.detected', '{}', $5)`,
      [tenant, id, endpointId, newId('event'), state],
    ),
  );
  return id;
}

test('an endpoint is shown without its secrets', async () => {
  const created = await create();
  const read = await inTenant((tx) => readEndpoint(tx, created.id));
  expect(read).toEqual(created);
  expect(read).toMatchObject({
    url: 'https://a.example/hook',
    status: 'active',
    signingKeys: [{ publicKey: 'whpk_1', expiresAt: null }],
    previousSecretExpiresAt: null,
    version: 1,
  });
  expect(JSON.stringify(read)).not.toContain('secret 1');
  expect(JSON.stringify(read)).not.toContain('key 1');
});

describe('updateEndpoint', () => {
  test('leaves what is not named, and empties what is named null', async () => {
    const { id } = await create();
    await inTenant((tx) => updateEndpoint(tx, id, { description: 'd', ratePerSecond: 5 }, {}));
    const update = await inTenant((tx) =>
      updateEndpoint(tx, id, { ratePerSecond: null }, { expectedVersion: 2 }),
    );
    expect(update).toMatchObject({
      outcome: 'updated',
      resumed: false,
      endpoint: { description: 'd', ratePerSecond: null, eventTypes: ['movement.*'], version: 3 },
    });
    expect(await inTenant((tx) => updateEndpoint(tx, id, {}, { expectedVersion: 2 }))).toEqual({
      outcome: 'stale',
      version: 3,
    });
  });

  test('brings a disabled endpoint back with a clean slate', async () => {
    const { id } = await create();
    await inTenant((tx) =>
      tx.client.query(
        `update webhook_endpoints set status = 'disabled', disabled_reason = 'gone', failing_since = now(), consecutive_failures = 9
         where tenant_id = $1 and id = $2`,
        [tenant, id],
      ),
    );
    expect(await inTenant((tx) => updateEndpoint(tx, id, { status: 'active' }, {}))).toMatchObject({
      resumed: true,
      endpoint: { status: 'active', disabledReason: null, failingSince: null, consecutiveFailures: 0 },
    });
  });
});

test('a rotated secret signs along until its overlap ends, and no longer', async () => {
  const { id } = await create();
  const inAnHour = new Date(Date.now() + 3_600_000).toISOString();
  const inADay = new Date(Date.now() + 86_400_000).toISOString();
  const stored = async () => {
    const { rows } = await inTenant((tx) =>
      tx.client.query('select secrets, signing_keys from webhook_endpoints where id = $1', [id]),
    );
    return rows[0];
  };
  const rotated = await inTenant((tx) => rotateSecret(tx, id, secrets(2), inAnHour));
  expect(rotated).toMatchObject({ previousSecretExpiresAt: inAnHour, version: 2 });
  await inTenant((tx) => rotateSecret(tx, id, secrets(3), inADay));
  expect((await stored()).secrets).toEqual([
    { sealed: 'secret 3', expiresAt: null },
    { sealed: 'secret 2', expiresAt: inADay },
    { sealed: 'secret 1', expiresAt: inAnHour },
  ]);
  await inTenant((tx) => rotateSecret(tx, id, secrets(4), new Date(0).toISOString()));
  expect(await stored()).toEqual({ secrets: [secrets(4).secret], signing_keys: [secrets(4).signingKey] });
});

test('a deleted endpoint is gone with its secrets, and sends nothing more', async () => {
  const { id } = await create();
  const pending = await deliver(id);
  const count = await inTenant(countEndpoints);
  expect(await inTenant((tx) => deleteEndpoint(tx, id))).toBe(true);
  expect(await inTenant((tx) => deleteEndpoint(tx, id))).toBe(false);
  expect(await inTenant((tx) => readEndpoint(tx, id))).toBeUndefined();
  expect(await inTenant((tx) => readDelivery(tx, id, pending))).toBeUndefined();
  expect(await inTenant(countEndpoints)).toBe(count - 1);
  const { rows } = await inTenant((tx) =>
    tx.client.query(
      `select w.secrets, d.state from webhook_endpoints w join webhook_deliveries d on d.endpoint_id = w.id where w.id = $1`,
      [id],
    ),
  );
  expect(rows).toEqual([{ secrets: [], state: 'aborted' }]);
});

test('lists endpoints newest first', async () => {
  const all = await inTenant((tx) => listEndpoints(tx, {}, { limit: 100 }));
  const { id } = await create();
  const [newest] = await inTenant((tx) => listEndpoints(tx, {}, { limit: 1 }));
  expect(newest?.id).toBe(id);
  expect(await inTenant((tx) => listEndpoints(tx, {}, { limit: 100, after: newest }))).toEqual(all);
  expect(await inTenant((tx) => listEndpoints(tx, { status: 'disabled' }, { limit: 100 }))).toEqual([]);
});

test('lists deliveries and attempts of one endpoint', async () => {
  const { id } = await create();
  const first = await deliver(id);
  const second = await deliver(id, 'failed');
  await deliver((await create()).id);
  const list = (filters: Parameters<typeof listDeliveries>[2], after?: number) =>
    inTenant((tx) => listDeliveries(tx, id, filters, { limit: 10, after }));
  const all = await list({});
  expect(all.map((d) => d.id)).toEqual([second, first]);
  expect((await list({ state: 'failed' })).map((d) => d.id)).toEqual([second]);
  expect((await list({}, all[0]?.position)).map((d) => d.id)).toEqual([first]);
  expect((await list({ since: new Date(Date.now() + 60_000) })).length).toBe(0);
  expect(await inTenant((tx) => readDelivery(tx, id, first))).toMatchObject({ id: first, body: '{}' });

  for (const attempt of [2, 1])
    await inTenant((tx) =>
      tx.client.query(
        `insert into webhook_attempts (tenant_id, id, endpoint_id, delivery_id, attempt, attempted_at, duration_ms, outcome)
         values ($1, $2, $3, $4, $5, now(), 3, 'retry')`,
        [tenant, newId('attempt'), id, first, attempt],
      ),
    );
  const attempts = await inTenant((tx) => listAttempts(tx, first, { limit: 10 }));
  expect(attempts.map((a) => a.attempt)).toEqual([1, 2]);
  const rest = await inTenant((tx) => listAttempts(tx, first, { limit: 10, after: attempts[0] }));
  expect(rest.map((a) => a.attempt)).toEqual([2]);
});
