import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test';
import { randomBytes } from 'node:crypto';
import { newId } from '../../actors/contracts/ids.ts';
import { open, parseSealingKeys } from '../../actors/notifier/webhook/seal.ts';
import { sealedParts } from '../../compose/stack/sealed-parts.ts';
import { withTenant } from '../../db/tenant.ts';
import { makeFirm, startTestApi, type TestApi } from '../test-kit.ts';

const KEYS = parseSealingKeys(`k1:${randomBytes(32).toString('base64')}`);
const URL = 'https://erp.example.com/lux';

let api: TestApi;
let firm: Awaited<ReturnType<typeof makeFirm>>;
beforeAll(async () => {
  api = await startTestApi(sealedParts(KEYS, { allowHttp: false, allowNetworks: [] }));
});
afterAll(() => api.release());
beforeEach(async () => {
  firm = await makeFirm(api.pool);
  api.published.length = 0;
});

const call = (method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
  api.call(method, `/v1/webhooks${path}`, { as: firm.key, body, headers });
const add = async (more: object = {}) => {
  const { body } = await call('POST', '', { url: URL, ...more });
  api.published.length = 0;
  return body;
};
const query = (text: string, values: unknown[]) =>
  withTenant(api.pool, firm.tenantId, ({ client }) => client.query(text, values));

async function deliver(webhookId: string, state = 'delivered'): Promise<string> {
  const id = newId('delivery');
  await query(
    `insert into webhook_deliveries (tenant_id, id, endpoint_id, event_id, event_type, sequence, body, state)
     values ($1, $2, $3, $4, 'movement.detected', 1, '{"a":1}', $5)`,
    [firm.tenantId, id, webhookId, newId('event'), state],
  );
  return id;
}

async function stored(id: string) {
  const { rows } = await query('select secrets, signing_keys from webhook_endpoints where id = $1', [id]);
  const owner = { tenantId: firm.tenantId, endpointId: id };
  return {
    secrets: rows[0].secrets.map((s: { sealed: string }) => open(KEYS, owner, s.sealed)),
    keys: rows[0].signing_keys.map((s: { sealed: string }) => open(KEYS, owner, s.sealed)),
  };
}

describe('an endpoint', () => {
  test('shows its secret once, keeps it sealed, and is read without it', async () => {
    const created = await call('POST', '', {
      url: URL,
      eventTypes: ['movement.*', 'process.closed'],
      filters: { tribunals: ['TJSP'], minImportance: 'high' },
      ratePerSecond: 5,
    });
    expect(created.status).toBe(201);
    const { id, secret, publicKey } = created.body;
    expect(secret).toStartWith('whsec_');
    expect(publicKey).toStartWith('whpk_');
    expect(await stored(id)).toEqual({ secrets: [secret], keys: [expect.stringMatching(/^whsk_/)] });
    const { body } = await call('GET', `/${id}`);
    expect(body).toMatchObject({
      url: URL,
      status: 'active',
      filters: { tribunals: ['TJSP'], minImportance: 'high' },
      signingKeys: [{ publicKey, expiresAt: null }],
      version: 1,
    });
    const listed = await call('GET', '');
    expect(listed.body.data).toEqual([body]);
    expect(JSON.stringify([body, listed.body])).not.toContain(secret);
    const [event] = (await api.call('GET', '/v1/events', { as: firm.key })).body.data;
    expect(event).toMatchObject({ type: 'webhook.created', data: { webhookId: id, url: URL } });
    expect(api.published).toContainEqual(
      expect.objectContaining({ kind: 'notifier', type: 'notify', payload: { eventIds: [event.id] } }),
    );
  });

  test.each([
    ['http://erp.example.com/lux', 'https'],
    ['https://127.0.0.1/x', ''],
    ['https://169.254.169.254/latest/meta-data', ''],
    ['https://[::ffff:10.0.0.1]/', ''],
    ['https://localhost/x', ''],
    ['https://user:pass@erp.example.com/', ''],
    ['https://erp.example.com:5432/', ''],
    ['ftp://erp.example.com/', ''],
    ['nothing like it', ''],
  ])('may not be at %s', async (url) => {
    const refused = await call('POST', '', { url });
    expect([refused.status, refused.body.type.split('/').at(-1)]).toEqual([422, 'webhook-url-refused']);
    expect(refused.body.errors).toMatchObject([{ location: 'body.url' }]);
    const { id } = await add();
    expect((await call('PATCH', `/${id}`, { url }, { 'if-match': '*' })).status).toBe(422);
  });

  test.each([
    [{ eventTypes: ['movement.exploded'] }, 'body.eventTypes.0'],
    [{ eventTypes: ['*'] }, 'body.eventTypes.0'],
    [{ filters: { colour: 'red' } }, 'body.filters.colour'],
    [{ filters: { processIds: ['1'] } }, 'body.filters.processIds.0'],
    [{ ratePerSecond: 0 }, 'body.ratePerSecond'],
  ])('refuses %j', async (more, location) => {
    const refused = await call('POST', '', { url: URL, ...more });
    expect(refused.status).toBe(422);
    expect(refused.body.errors[0].location).toBe(location);
  });

  test('is changed, paused and resumed with If-Match; resuming sends what waited', async () => {
    const { id } = await add({ description: 'ERP' });
    const etag = (await call('GET', `/${id}`)).headers.get('etag') ?? '';
    const paused = await call(
      'PATCH',
      `/${id}`,
      { status: 'paused', ratePerSecond: 9 },
      { 'if-match': etag },
    );
    expect(paused.body).toMatchObject({ status: 'paused', ratePerSecond: 9, description: 'ERP', version: 2 });
    expect(paused.body.includeSealed).toBe(false);
    expect((await call('PATCH', `/${id}`, {}, { 'if-match': etag })).status).toBe(412);
    expect((await call('PATCH', `/${id}`, {})).status).toBe(428);
    expect(api.published).toEqual([]);
    const granted = { status: 'active', includeSealed: true };
    const resumed = await call('PATCH', `/${id}`, granted, { 'if-match': '*' });
    expect(resumed.body).toMatchObject({ status: 'active', includeSealed: true, ratePerSecond: 9 });
    expect(api.published).toMatchObject([{ kind: 'notifier', type: 'deliver', key: id, payload: {} }]);
  });

  test('rotates its secret with an overlap, or at once', async () => {
    const { id, secret } = await add();
    const rotated = await call('POST', `/${id}/rotate-secret`);
    expect(rotated.status).toBe(200);
    expect(rotated.body.secret).not.toBe(secret);
    expect((await stored(id)).secrets).toEqual([rotated.body.secret, secret]);
    expect(rotated.body.signingKeys).toHaveLength(2);
    const overlapEnds = Date.parse(rotated.body.previousSecretExpiresAt);
    expect(Math.abs(overlapEnds - Date.now() - 86_400_000)).toBeLessThan(60_000);
    const atOnce = await call('POST', `/${id}/rotate-secret`, { overlapSeconds: 0 });
    expect((await stored(id)).secrets).toEqual([atOnce.body.secret]);
    expect(atOnce.body.previousSecretExpiresAt).toBeNull();
  });

  test('is deleted once, with all that is under it', async () => {
    const { id } = await add();
    const delivery = await deliver(id);
    expect((await call('DELETE', `/${id}`)).status).toBe(204);
    for (const [method, path] of [
      ['DELETE', ''],
      ['GET', ''],
      ['POST', '/test'],
      ['POST', '/rotate-secret'],
      ['GET', '/deliveries'],
      ['GET', `/deliveries/${delivery}`],
      ['GET', `/deliveries/${delivery}/attempts`],
      ['POST', `/deliveries/${delivery}/resend`],
    ] as const)
      expect([path, (await call(method, `/${id}${path}`)).status]).toEqual([path, 404]);
  });
});

describe('deliveries', () => {
  test('are listed, read with body and attempts', async () => {
    const { id } = await add();
    const [first, second] = [await deliver(id), await deliver(id, 'failed')];
    await query(
      `insert into webhook_attempts (tenant_id, id, endpoint_id, delivery_id, attempt, attempted_at, duration_ms, status, outcome,
         response_headers, response_body)
       values ($1, $2, $3, $4, 1, now(), 12, 500, 'retry', '{"server":"x"}', 'oops')`,
      [firm.tenantId, newId('attempt'), id, second],
    );
    const listed = async (filter = '') =>
      (await call('GET', `/${id}/deliveries${filter}`)).body.data.map((d: { id: string }) => d.id);
    expect(await listed()).toEqual([second, first]);
    expect(await listed('?state=failed')).toEqual([second]);
    expect(await listed('?since=2999-01-01T00:00:00Z')).toEqual([]);
    const { body: page } = await call('GET', `/${id}/deliveries?limit=1`);
    expect(await listed(`?limit=1&cursor=${page.nextCursor}`)).toEqual([first]);
    expect((await call('GET', `/${id}/deliveries/${second}`)).body).toMatchObject({
      id: second,
      webhookId: id,
      sequence: 1,
      body: '{"a":1}',
    });
    const { body: attempts } = await call('GET', `/${id}/deliveries/${second}/attempts`);
    expect(attempts.data).toMatchObject([
      { attempt: 1, status: 500, outcome: 'retry', responseBody: 'oops' },
    ]);
    const other = await add();
    expect((await call('GET', `/${other.id}/deliveries/${second}`)).status).toBe(404);
  });

  test('are tested and sent again by jobs in the lane of the endpoint', async () => {
    const { id } = await add();
    const delivery = await deliver(id);
    const [event] = (await api.call('GET', '/v1/events', { as: firm.key })).body.data;
    const asked = [
      await call('POST', `/${id}/test`),
      await call('POST', `/${id}/deliveries/${delivery}/resend`),
      await call('POST', `/${id}/resend`, { since: '2026-01-01T00:00:00Z', onlyMissing: false }),
      await call('POST', `/${id}/resend`, { afterEventId: event.id }),
    ];
    expect(asked.map((a) => a.status)).toEqual([202, 202, 202, 202]);
    const jobs = asked.map((a) => a.body.id);
    expect(new Set(jobs).size).toBe(4);
    expect(api.published.map((m) => m.key)).toEqual([id, id, id, id]);
    expect(api.published.map((m) => [m.type, m.payload])).toEqual([
      ['test', { webhookId: id, jobId: jobs[0] }],
      ['resend', { webhookId: id, deliveryId: delivery, jobId: jobs[1] }],
      ['resend', { webhookId: id, jobId: jobs[2], since: '2026-01-01T00:00:00Z', onlyMissing: false }],
      ['resend', { webhookId: id, jobId: jobs[3], afterEventId: event.id, onlyMissing: true }],
    ]);
  });

  test('that were cleared are still shown, and not sent again one by one', async () => {
    const { id } = await add();
    const delivery = await deliver(id);
    await query(
      "update webhook_deliveries set body = null, finished_at = '2026-01-02T03:04:05Z' where id = $1",
      [delivery],
    );
    expect((await call('GET', `/${id}/deliveries/${delivery}`)).body).toMatchObject({
      cleared: true,
      body: null,
      state: 'delivered',
    });
    const refused = await call('POST', `/${id}/deliveries/${delivery}/resend`);
    expect(refused.status).toBe(410);
    expect(refused.body).toMatchObject({ type: expect.stringMatching(/delivery-cleared$/) });
    expect(refused.body.detail).toContain('30 days after their end');
    expect(refused.body.detail).toContain('2026-01-02T03:04:05.000Z');
    expect(api.published).toEqual([]);
  });

  test.each([
    [{}, 'body'],
    [{ until: '2026-01-01T00:00:00Z' }, 'body'],
    [{ since: '2026-01-02T00:00:00Z', until: '2026-01-01T00:00:00Z' }, 'body.until'],
    [{ afterEventId: 'evt_01kb0v5zq8e3n9t2h4x6m7r8sa' }, 'body.afterEventId'],
    [{ since: 'yesterday' }, 'body.since'],
  ])('refuses the range %j', async (range, location) => {
    const { id } = await add();
    const refused = await call('POST', `/${id}/resend`, range);
    expect(refused.status).toBe(422);
    expect(refused.body.errors[0].location).toBe(location);
    expect(api.published).toEqual([]);
  });
});

test('a firm has no more than fifty endpoints', async () => {
  for (let i = 0; i < 50; i++) await add();
  const refused = await call('POST', '', { url: URL });
  expect([refused.status, refused.body.type.split('/').at(-1)]).toEqual([409, 'too-many-webhooks']);
});
