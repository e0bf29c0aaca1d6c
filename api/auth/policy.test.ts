import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { withTenant } from '../../db/tenant.ts';
import type { Document } from '../openapi/document.ts';
import { type DocumentedOperation, operationsOf, sampleRequest } from '../openapi/sample.ts';
import { makeFirm, startTestApi, type TestApi } from '../test-kit.ts';
import { KEY_SCOPES, ROLE_SCOPES, SCOPES, type Scope } from './policy.ts';

let api: TestApi;
let document: Document;
let operations: DocumentedOperation[];
beforeAll(async () => {
  api = await startTestApi();
  document = (await api.call('GET', '/swagger/json')).body;
  operations = operationsOf(document).filter((o) => o.operation['x-required-scope'] !== undefined);
});
afterAll(() => api.release());

const scopeOf = ({ operation }: DocumentedOperation) => operation['x-required-scope'] as Scope;

async function statusOf(operation: DocumentedOperation, as: string) {
  const ids = Object.fromEntries(operation.pathParameters.map((name) => [name, 'nothing']));
  const { target, headers, body } = sampleRequest(operation, document, ids);
  const response = await api.app.handle(
    new Request(`http://localhost${target}`, {
      method: operation.method,
      headers: { ...headers, authorization: `Bearer ${as}` },
      body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
    }),
  );
  await response.body?.cancel();
  return response.status;
}

/** Operations whose answer disagrees with the policy table, for one credential with these scopes. */
async function disagreements(as: string, granted: readonly string[]) {
  const wrong: string[] = [];
  for (const operation of operations) {
    // Signing out would end the credential that the rest is asked with.
    if (operation.operation.operationId === 'signOut') continue;
    const isRefused = (await statusOf(operation, as)) === 403;
    if (isRefused === granted.includes(scopeOf(operation)))
      wrong.push(`${operation.method} ${operation.path}`);
  }
  return wrong;
}

describe('the policy table', () => {
  test('declares every scope that an operation asks for, and none that no operation asks for', () => {
    const asked = new Set(operations.map(scopeOf));
    expect([...asked].sort()).toEqual(Object.keys(SCOPES).sort() as Scope[]);
  });

  test('an API key may do what each of its scopes allows, and nothing else', async () => {
    const wrong: Record<string, string[]> = {};
    for (const scope of KEY_SCOPES) {
      const { key } = await makeFirm(api.pool, [scope]);
      const found = await disagreements(key, [scope]);
      if (found.length > 0) wrong[scope] = found;
    }
    expect(wrong).toEqual({});
  });

  test.each(['owner', 'member'] as const)('a person who is %s may do what the role allows', async (role) => {
    const user = { name: 'Ana', email: `${role}@example.com`, password: 'a lanterna verde do farol' };
    const { body } = await api.call('POST', '/v1/tenants', { body: { name: 'Firma', user } });
    await withTenant(api.pool, body.tenant.id, ({ client }) =>
      client.query('update users set role = $1', [role]),
    );
    expect(await disagreements(body.session.accessToken, ROLE_SCOPES[role])).toEqual([]);
  });

  test('no key can be given what only people may do', async () => {
    const { key } = await makeFirm(api.pool, ['api-keys:write']);
    for (const scope of Object.keys(SCOPES).filter((s) => !(KEY_SCOPES as readonly string[]).includes(s))) {
      const answer = await api.call('POST', '/v1/api-keys', {
        as: key,
        body: { name: 'x', scopes: [scope] },
      });
      expect(answer.status).toBe(422);
    }
  });
});
