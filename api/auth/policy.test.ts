import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import type { Document } from '../openapi/document.ts';
import { type DocumentedOperation, operationsOf } from '../openapi/sample.ts';
import { makeFirm, startTestApi, type TestApi } from '../test-kit.ts';
import { KEY_SCOPES, SCOPES, type Scope } from './policy.ts';

let api: TestApi;
let operations: DocumentedOperation[];
beforeAll(async () => {
  api = await startTestApi();
  const document: Document = (await api.call('GET', '/swagger/json')).body;
  operations = operationsOf(document).filter((o) => o.operation['x-required-scope'] !== undefined);
});
afterAll(() => api.release());

const scopeOf = ({ operation }: DocumentedOperation) => operation['x-required-scope'] as Scope;

describe('the policy table', () => {
  test('declares every scope that an operation asks for, and none that no operation asks for', () => {
    const asked = new Set(operations.map(scopeOf));
    expect([...asked].sort()).toEqual(Object.keys(SCOPES).sort() as Scope[]);
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
