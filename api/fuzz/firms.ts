import { withTenant } from '../../db/tenant.ts';
import { issueAccessToken, TOKEN_DEFAULTS } from '../auth/access-token.ts';
import { KEY_SCOPES } from '../auth/policy.ts';
import { openSession } from '../sessions/open.ts';
import { makeFirm, type TestApi } from '../test-kit.ts';
import { FIXTURES, type FixtureFirm, PUBLIC_THINGS } from '../two-tenants.fixtures.ts';

/** Everything of a firm that an operation can name, and ways in. */
export interface FuzzFirm {
  ids: Record<string, string>;
  token: string;
  key: string;
}

/** A firm with one of everything. */
export async function furnish(api: TestApi): Promise<FuzzFirm & { firm: FixtureFirm }> {
  const { tenantId, userId, key } = await makeFirm(api.pool, KEY_SCOPES);
  const { sessionId } = await withTenant(api.pool, tenantId, (tx) =>
    openSession(tx, { userId, userAgent: null }),
  );
  const options = { ...TOKEN_DEFAULTS, secret: api.parts.secret, now: Date.now };
  const token = await issueAccessToken({ tenantId, userId, sessionId }, options);
  const call = (method: string, path: string, body?: unknown) => api.call(method, path, { as: token, body });
  const firm: FixtureFirm = { tenantId, userId, sessionId, token, pool: api.pool, call };
  const ids: Record<string, string> = { ...PUBLIC_THINGS, problem: 'not-found' };
  // Something has to have happened before there is an event.
  await call('POST', '/v1/webhooks', { url: 'https://example.com/first' });
  for (const [name, make] of Object.entries(FIXTURES)) ids[name] = await make(firm, ids);
  return { ids, token, key, firm };
}

/**
 * A firm of which nothing may show: the mark is in every text that a firm can write, and in no request of the fuzzer.
 * @returns what it has, and what must never be seen
 */
export async function furnishVictim(api: TestApi): Promise<FuzzFirm & { secrets: string[] }> {
  const mark = `marked${crypto.randomUUID().replaceAll('-', '')}`;
  const { firm, ...rest } = await furnish(api);
  const { tenantId } = firm;
  const made = [
    await firm.call('POST', '/v1/processes', {
      number: '0000003-84.2099.8.26.0001',
      label: mark,
      tags: [mark.slice(0, 30)],
    }),
    await firm.call('POST', '/v1/api-keys', { name: mark, scopes: ['events:read'] }),
    await firm.call('POST', '/v1/webhooks', { url: `https://example.com/${mark}`, description: mark }),
    await firm.call('POST', '/v1/imports', { processes: [mark] }),
  ];
  const failed = made.find(({ status }) => status >= 400);
  if (failed) throw new Error(`the victim could not be furnished: ${JSON.stringify(failed.body)}`);
  await withTenant(api.pool, tenantId, async ({ client }) => {
    await client.query('update tenants set name = $1', [mark]);
    await client.query('update users set name = $1, email = $2', [mark, `${mark}@example.com`]);
    await client.query('update sessions set user_agent = $1', [mark]);
    await client.query('update webhook_deliveries set body = $1', [`{"secret":"${mark}"}`]);
    await client.query(`update jobs set result = jsonb_build_object('secret', $1::text)`, [mark]);
  });
  const ids = {
    ...rest.ids,
    processId: String(made[0]?.body.id),
    apiKeyId: String(made[1]?.body.id),
    jobId: String(made[3]?.body.id),
  };
  return { ...rest, ids, secrets: [mark, rest.token, rest.key, tenantId] };
}
