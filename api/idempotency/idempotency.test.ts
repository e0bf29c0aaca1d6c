import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { newId } from '../../actors/contracts/ids.ts';
import { withTenant } from '../../db/tenant.ts';
import { hashSecret, newApiKey, visiblePrefix } from '../auth/secrets.ts';
import { makeFirm, startTestApi, type TestApi } from '../test-kit.ts';
import { sweepKeys } from './claim.ts';

let api: TestApi;
let firm: Awaited<ReturnType<typeof makeFirm>>;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.release());

const BODY = { name: 'Intranet', scopes: ['events:read'] };

async function fresh() {
  firm = await makeFirm(api.pool, ['api-keys:read', 'api-keys:write']);
  return crypto.randomUUID();
}
const post = (key: string, body: unknown = BODY, as = firm.key) =>
  api.call('POST', '/v1/api-keys', { as, body, headers: { 'idempotency-key': key } });
const countKeys = async () => (await api.call('GET', '/v1/api-keys', { as: firm.key })).body.data.length;

describe('Idempotency-Key', () => {
  test('repeats the saved answer to the same request, and does nothing twice', async () => {
    const key = await fresh();
    const first = await post(key);
    const again = await post(key);
    expect(first.status).toBe(201);
    expect(first.headers.get('idempotency-replayed')).toBeNull();
    expect([again.status, again.body]).toEqual([201, first.body]);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(again.headers.get('location')).toBe(first.headers.get('location'));
    expect(await countKeys()).toBe(2);
  });

  test('refuses another request with the same key', async () => {
    const key = await fresh();
    await post(key);
    const other = await post(key, { ...BODY, name: 'Other' });
    expect([other.status, other.body.type]).toEqual([
      422,
      'http://localhost:3000/problems/idempotency-key-reused',
    ]);
  });

  test('of ten at once one is done, and the others wait or see its answer', async () => {
    const key = await fresh();
    const answers = await Promise.all(Array.from({ length: 10 }, () => post(key)));
    const made = new Set(answers.filter((a) => a.status === 201).map((a) => a.body.id));
    expect(made.size).toBe(1);
    for (const { status, headers } of answers.filter((a) => a.status !== 201)) {
      expect(status).toBe(409);
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    }
    expect(await countKeys()).toBe(2);
  });

  test('saves nothing of a body that is not valid', async () => {
    const key = await fresh();
    expect((await post(key, { name: '' })).status).toBe(422);
    expect((await post(key)).status).toBe(201);
  });

  test('belongs to a firm', async () => {
    const key = await fresh();
    const first = await post(key);
    await fresh();
    const second = await post(key, { ...BODY, name: 'Other' });
    expect(second.status).toBe(201);
    expect(second.body.id).not.toBe(first.body.id);
  });

  test('shows a saved answer to nobody else of the firm, however much they may do', async () => {
    const key = await fresh();
    const first = await post(key);
    const colleague = newApiKey();
    await withTenant(api.pool, firm.tenantId, ({ client }) =>
      client.query(
        `insert into api_keys (tenant_id, id, name, prefix, secret_hash, scopes) values ($1, $2, 'other', $3, $4, $5)`,
        [
          firm.tenantId,
          newId('apiKey'),
          visiblePrefix(colleague),
          hashSecret(colleague),
          ['api-keys:read', 'api-keys:write'],
        ],
      ),
    );
    const stolen = await post(key, BODY, colleague);
    expect([stolen.status, stolen.body.type]).toEqual([
      422,
      'http://localhost:3000/problems/idempotency-key-reused',
    ]);
    expect(JSON.stringify(stolen.body)).not.toContain(first.body.secret);
    expect((await post(key)).body).toEqual(first.body);
  });

  test('is 1 to 255 visible ASCII characters', async () => {
    await fresh();
    expect((await post('x'.repeat(255))).status).toBe(201);
    for (const bad of ['', 'x'.repeat(256), 'with space', 'çedilha']) {
      const answer = await post(bad);
      expect([answer.status, answer.body.errors[0].location]).toEqual([400, 'header.idempotency-key']);
    }
  });

  test('left behind by a process that died is taken over after a minute', async () => {
    const key = await fresh();
    const first = await post(key);
    const age = (seconds: number) =>
      withTenant(api.pool, firm.tenantId, ({ client }) =>
        client.query(
          `update idempotency_keys set status = null, created_at = now() - $1 * interval '1 second' where key = $2`,
          [seconds, key],
        ),
      );
    await age(30);
    expect((await post(key)).status).toBe(409);
    await age(61);
    const second = await post(key);
    expect(second.status).toBe(201);
    expect(second.body.id).not.toBe(first.body.id);
  });

  test('is forgotten after 24 hours, and cleared away', async () => {
    const key = await fresh();
    const first = await post(key);
    const inFirm = <T>(text: string): Promise<T[]> =>
      withTenant(api.pool, firm.tenantId, async ({ client }) => (await client.query(text)).rows);
    await inFirm("update idempotency_keys set created_at = now() - interval '25 hours'");
    const second = await post(key, { ...BODY, name: 'Other' });
    expect(second.status).toBe(201);
    expect(second.body.id).not.toBe(first.body.id);
    await post(crypto.randomUUID());
    await inFirm(`update idempotency_keys set created_at = now() - interval '25 hours' where key = '${key}'`);
    await sweepKeys(api.pool, firm.tenantId);
    const left = await inFirm<{ key: string }>('select key from idempotency_keys');
    expect(left.map((row) => row.key === key)).toEqual([false]);
  });

  test('keeps no secret that the database could be read for', async () => {
    const key = await fresh();
    const { body } = await post(key);
    const sql = new Bun.SQL(api.database.adminUrl, { max: 1 });
    const rows = await sql`select row_to_json(k)::text as row from idempotency_keys k where key = ${key}`;
    await sql.close();
    expect(rows).toHaveLength(1);
    expect(rows[0].row).not.toContain(body.secret.slice(4));
    expect(rows[0].row).not.toContain('Intranet');
  });

  test('works for signing up, without mixing strangers who chose the same key', async () => {
    const signUp = (email: string) => {
      const user = { name: 'Ana', email, password: 'a lanterna verde do farol' };
      const headers = { 'idempotency-key': 'one' };
      return api.call('POST', '/v1/tenants', { body: { name: 'Firma', user }, headers });
    };
    const first = await signUp('um@example.com');
    const again = await signUp('um@example.com');
    const other = await signUp('dois@example.com');
    expect([first.status, again.status, other.status]).toEqual([201, 201, 201]);
    expect(again.body).toEqual(first.body);
    expect(other.body.tenant.id).not.toBe(first.body.tenant.id);
  });
});
