import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { newId } from '../../actors/contracts/ids.ts';
import { withTenant } from '../../db/tenant.ts';
import type { Document } from '../openapi/document.ts';
import { type DocumentedOperation, operationsOf, sampleRequest } from '../openapi/sample.ts';
import { openSession } from '../sessions/open.ts';
import { startTestApi, type TestApi } from '../test-kit.ts';
import { FIXTURES, type FixtureFirm, PUBLIC_THINGS } from '../two-tenants.fixtures.ts';
import { issueAccessToken, TOKEN_DEFAULTS } from './access-token.ts';
import { forgedTokens } from './forged-tokens.fixtures.ts';
import { BEFORE, type Caller, OPERATIONS, WHO } from './matrix.fixtures.ts';
import { KEY_SCOPES, SCOPES, type Scope } from './policy.ts';
import { hashSecret, newApiKey, visiblePrefix } from './secrets.ts';

// Every operation of the served document x every kind of credentials x things of one's own firm and of another one's.
let api: TestApi;
let document: Document;
let operations: DocumentedOperation[];
beforeAll(async () => {
  api = await startTestApi();
  document = (await api.call('GET', '/swagger/json')).body;
  operations = operationsOf(document);
});
afterAll(() => api.release());

const idOf = ({ operation }: DocumentedOperation) => operation.operationId ?? '';
const secured = () => operations.filter((operation) => OPERATIONS[idOf(operation)] !== 'public');
const scopeOf = (operation: DocumentedOperation) => OPERATIONS[idOf(operation)] as Scope;

/** A person of a firm of their own, made in the database: the password hash of a sign-up would be most of the test. */
async function makePerson(role: 'owner' | 'member'): Promise<FixtureFirm> {
  const [tenantId, userId] = [newId('tenant'), newId('user')];
  const { sessionId } = await withTenant(api.pool, tenantId, async (tx) => {
    await tx.client.query("insert into tenants (tenant_id, name) values ($1, 'Firma')", [tenantId]);
    await tx.client.query(
      "insert into users (tenant_id, id, email, name, role, password_hash) values ($1, $2, $3, 'Ana', $4, '-')",
      [tenantId, userId, `${userId}@example.com`, role],
    );
    return openSession(tx, { userId, userAgent: null });
  });
  const options = { ...TOKEN_DEFAULTS, secret: api.parts.secret, now: Date.now };
  const token = await issueAccessToken({ tenantId, userId, sessionId }, options);
  const call = (method: string, path: string, body?: unknown) => api.call(method, path, { as: token, body });
  return { tenantId, userId, sessionId, token, pool: api.pool, call };
}

async function makeKey(
  tenantId: string,
  scopes: readonly string[],
  dates: { expired?: true; revoked?: true } = {},
) {
  const key = newApiKey();
  await withTenant(api.pool, tenantId, ({ client }) =>
    client.query(
      `insert into api_keys (tenant_id, id, name, prefix, secret_hash, scopes, expires_at, revoked_at)
       values ($1, $2, 'test', $3, $4, $5, $6, $7)`,
      [
        tenantId,
        newId('apiKey'),
        visiblePrefix(key),
        hashSecret(key),
        [...scopes],
        dates.expired ? new Date(Date.now() - 1_000) : null,
        dates.revoked ? new Date() : null,
      ],
    ),
  );
  return key;
}

/** A firm with the things that an operation names, and credentials of one kind for it. */
async function makeCaller(caller: Caller, scope: Scope) {
  const firm = await makePerson(caller === 'member' ? 'member' : 'owner');
  return { firm, as: caller === 'key' ? await makeKey(firm.tenantId, [scope]) : firm.token };
}

async function makeThings({ path, pathParameters }: DocumentedOperation, firm: FixtureFirm) {
  const ids: Record<string, string> = {};
  // Something has happened, so that there is an event.
  if (pathParameters.includes('eventId'))
    await firm.call('POST', '/v1/webhooks', { url: 'https://example.com/' });
  for (const name of pathParameters) {
    const make = FIXTURES[name];
    if (make) ids[name] = await make(firm, ids);
    else if (name in PUBLIC_THINGS) ids[name] = PUBLIC_THINGS[name] as string;
    else throw new Error(`two-tenants.fixtures.ts cannot make "${name}" of ${path}`);
  }
  return ids;
}

async function ask(operation: DocumentedOperation, ids: Record<string, string>, as?: string) {
  const { target, headers, body } = sampleRequest(operation, document, ids);
  const response = await api.app.handle(
    new Request(`http://localhost${target}`, {
      method: operation.method,
      headers: { ...headers, ...(as === undefined ? {} : { authorization: `Bearer ${as}` }) },
      body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
    }),
  );
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream');
  if (isStream) await response.body?.cancel();
  return { status: response.status, text: isStream ? '' : await response.text() };
}

/** Where an operation and what it was asked with disagree with the table. */
type Wrong = Record<string, unknown>;

describe('the policy table', () => {
  test('has a line for every operation of the document, with its scope, and no line too many', () => {
    const declared = operations.map((o) => [idOf(o), o.operation['x-required-scope'] ?? 'public']);
    // A difference here: add the operation to matrix.fixtures.ts, with who may use it.
    expect(Object.fromEntries(declared)).toEqual(OPERATIONS);
  });

  test('has a line for every scope, and gives each to somebody', () => {
    expect(Object.keys(WHO).sort()).toEqual(Object.keys(SCOPES).sort());
    expect(Object.values(WHO).filter((callers) => callers.length === 0)).toEqual([]);
    const ofKeys = Object.keys(WHO).filter((scope) => WHO[scope as Scope].includes('key'));
    expect(ofKeys.sort()).toEqual([...KEY_SCOPES].sort());
  });
});

describe('every operation', () => {
  test('lets those in who may: to their own things, and never to another firm’s', async () => {
    const wrong: Wrong = {};
    for (const operation of secured()) {
      const scope = scopeOf(operation);
      const owned = operation.pathParameters.filter((name) => !(name in PUBLIC_THINGS)).length > 0;
      for (const caller of WHO[scope]) {
        const [mine, other] = [await makeCaller(caller, scope), await makeCaller(caller, scope)];
        const things = await makeThings(operation, mine.firm);
        await BEFORE[idOf(operation)]?.(mine.firm);
        if (!owned) await BEFORE[idOf(operation)]?.(other.firm);
        const theirs = await ask(operation, things, other.as);
        if (owned ? theirs.status !== 404 : theirs.status >= 400)
          wrong[`${idOf(operation)} as ${caller} of another firm`] = theirs;
        if (theirs.text.includes(mine.firm.tenantId))
          wrong[`${idOf(operation)} shows the other firm`] = theirs;
        const own = await ask(operation, things, mine.as);
        // The examples may not fit the state of things (409, 422); what matters is that it was let in.
        if ([401, 403, 404].includes(own.status) || own.status >= 500)
          wrong[`${idOf(operation)} as ${caller}`] = own;
      }
    }
    expect(wrong).toEqual({});
  }, 300_000);

  test('answers 403 to everybody else, the same for things that are there, another firm’s, and nobody’s', async () => {
    const wrong: Wrong = {};
    const [mine, member, other] = [
      await makePerson('owner'),
      await makePerson('member'),
      await makePerson('owner'),
    ];
    const keys = new Map<string, string>();
    for (const scope of KEY_SCOPES) keys.set(`a key of ${scope}`, await makeKey(mine.tenantId, [scope]));
    keys.set('a key of nothing', await makeKey(mine.tenantId, []));
    // Rows written by hand or by an older version must not reach further than the table.
    keys.set('a key of unknown scopes', await makeKey(mine.tenantId, ['*', 'admin', 'processes', '']));
    for (const operation of secured()) {
      const scope = scopeOf(operation);
      const [things, foreign] = [await makeThings(operation, mine), await makeThings(operation, other)];
      const nobodys = Object.fromEntries(operation.pathParameters.map((name) => [name, 'nothing']));
      const refused = new Map([...keys].filter(([name]) => name !== `a key of ${scope}`));
      if (KEY_SCOPES.includes(scope)) {
        const rest = KEY_SCOPES.filter((one) => one !== scope);
        refused.set('a key of all other scopes', await makeKey(mine.tenantId, rest));
      }
      if (!WHO[scope].includes('member')) refused.set('a member', member.token);
      for (const [name, as] of refused) {
        const answers = [];
        for (const ids of [things, foreign, nobodys]) answers.push(await ask(operation, ids, as));
        const texts = answers.map(({ status, text }) => `${status} ${text.replace(/req_\w+/, '')}`);
        if (answers[0]?.status !== 403 || new Set(texts).size !== 1)
          wrong[`${idOf(operation)} with ${name}`] = texts;
      }
    }
    expect(wrong).toEqual({});
  }, 300_000);

  test('answers 401 to no credentials and to every forged, spent or foreign one; a public one takes no notice', async () => {
    const [victim, gone, disabled] = [
      await makePerson('owner'),
      await makePerson('owner'),
      await makePerson('owner'),
    ];
    await withTenant(api.pool, gone.tenantId, ({ client }) =>
      client.query('update sessions set revoked_at = now()'),
    );
    await withTenant(api.pool, disabled.tenantId, ({ client }) =>
      client.query('update users set disabled_at = now()'),
    );
    const tokens: Record<string, string | undefined> = {
      none: undefined,
      empty: '',
      'of a session that has ended': gone.token,
      'of a person who was switched off': disabled.token,
      'an expired key': await makeKey(victim.tenantId, KEY_SCOPES, { expired: true }),
      'a revoked key': await makeKey(victim.tenantId, KEY_SCOPES, { revoked: true }),
      'a firm with the session of another': await issueAccessToken(
        { ...gone, tenantId: victim.tenantId, sessionId: victim.sessionId },
        { ...TOKEN_DEFAULTS, secret: api.parts.secret, now: Date.now },
      ),
      ...forgedTokens({ ...victim, secret: api.parts.secret }),
    };
    // Without it a server that refuses everybody would pass.
    expect((await api.call('GET', '/v1/tenant', { as: victim.token })).status).toBe(200);
    const wrong: Wrong = {};
    for (const operation of operations) {
      const isPublic = OPERATIONS[idOf(operation)] === 'public';
      const things = isPublic ? { problem: 'not-found' } : await makeThings(operation, victim);
      const { status: expected } = isPublic ? await ask(operation, things) : { status: 401 };
      for (const [name, as] of Object.entries(tokens)) {
        const { status, text } = await ask(operation, things, as);
        const isRepeated = idOf(operation) === 'signUp' && status === 409;
        if (status !== expected && !isRepeated) wrong[`${idOf(operation)} with a token ${name}`] = status;
        if (!isPublic && !text.includes('/problems/unauthenticated'))
          wrong[`${idOf(operation)} ${name}`] = text;
      }
    }
    expect(wrong).toEqual({});
  }, 300_000);
});

test('a cursor of another firm shows nothing of it', async () => {
  const [victim, thief] = [await makePerson('owner'), await makePerson('owner')];
  const made = async (firm: FixtureFirm) => {
    const ids: Record<string, string> = {};
    for (let i = 0; i < 2; i++)
      for (const [name, make] of Object.entries(FIXTURES))
        if (name !== 'processId' || i === 0) ids[name] = await make(firm, ids);
    return ids;
  };
  const [theirs, own] = [await made(victim), await made(thief)];
  const lists = secured().filter(({ operation }) =>
    operation.parameters?.some(({ name }) => name === 'cursor'),
  );
  const leaks: string[] = [];
  let walked = 0;
  for (const { path, method } of lists) {
    const target = (ids: Record<string, string>) =>
      path.replaceAll(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? '');
    const first = await api.call(method, `${target(theirs)}?limit=1`, { as: victim.token });
    if (!first.body.nextCursor) continue;
    walked++;
    const stolen = await api.call(method, `${target(own)}?limit=200&cursor=${first.body.nextCursor}`, {
      as: thief.token,
    });
    if (stolen.status >= 500) leaks.push(`${path} answers ${stolen.status}`);
    for (const id of [...Object.values(theirs), victim.tenantId, victim.userId])
      if (JSON.stringify(stolen.body).includes(id)) leaks.push(`${path} shows ${id}`);
  }
  expect(walked).toBeGreaterThan(3);
  expect(leaks).toEqual([]);
});
