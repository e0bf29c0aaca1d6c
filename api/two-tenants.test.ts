import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import type { Document } from './openapi/document.ts';
import { type DocumentedOperation, operationsOf, sampleRequest } from './openapi/sample.ts';
import { startTestApi, type TestApi } from './test-kit.ts';
import { FIXTURES, type FixtureFirm, PUBLIC_THINGS } from './two-tenants.fixtures.ts';

// Walks the document that the API serves, so that a new operation is covered the day it is added.
let api: TestApi;
let document: Document;
let secured: DocumentedOperation[];
let stranger: FixtureFirm;

beforeAll(async () => {
  api = await startTestApi();
  document = (await api.call('GET', '/swagger/json')).body;
  secured = operationsOf(document).filter((o) => (o.operation.security?.length ?? 0) > 0);
  stranger = await signUp();
});
afterAll(() => api.release());

let firms = 0;
async function signUp(): Promise<FixtureFirm> {
  const user = { name: 'Ana', email: `ana${++firms}@example.com`, password: 'a lanterna verde do farol' };
  const { body } = await api.call('POST', '/v1/tenants', { body: { name: 'Firma', user } });
  const token: string = body.session.accessToken;
  return {
    tenantId: body.tenant.id,
    userId: body.user.id,
    sessionId: body.session.sessionId,
    token,
    pool: api.pool,
    call: (method, path, payload) => api.call(method, path, { as: token, body: payload }),
  };
}

/** Asks as the examples of the document say, with these path parameters. */
async function ask(operation: DocumentedOperation, ids: Record<string, string>, as?: string) {
  const { target, headers, body } = sampleRequest(operation, document, ids);
  const response = await api.app.handle(
    new Request(`http://localhost${target}`, {
      method: operation.method,
      headers: { ...headers, ...(as === undefined ? {} : { authorization: `Bearer ${as}` }) },
      body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
    }),
  );
  // A stream of events has no end to wait for.
  if (response.headers.get('content-type')?.startsWith('text/event-stream')) {
    await response.body?.cancel();
    return { status: response.status, text: '' };
  }
  return { status: response.status, text: await response.text() };
}

/** Makes what the path of an operation names, as things of `firm`. */
async function makeFor({ path, pathParameters }: DocumentedOperation, firm: FixtureFirm) {
  const ids: Record<string, string> = {};
  for (const name of pathParameters) {
    const make = FIXTURES[name];
    if (!make) throw new Error(`two-tenants.fixtures.ts cannot make "${name}" of ${path}`);
    ids[name] = await make(firm, ids);
  }
  return ids;
}

describe('two firms', () => {
  test('every operation answers 401 without credentials, before it looks at anything else', async () => {
    const answers: Record<string, number> = {};
    for (const operation of secured) {
      const ids = Object.fromEntries(operation.pathParameters.map((name) => [name, 'nothing']));
      const { status } = await ask(operation, ids);
      if (status !== 401) answers[`${operation.method} ${operation.path}`] = status;
    }
    expect(secured.length).toBeGreaterThan(5);
    expect(answers).toEqual({});
  });

  test('every operation answers 404 for the other firm’s things, and not for one’s own', async () => {
    const wrong: Record<string, unknown> = {};
    for (const operation of secured) {
      if (operation.pathParameters.every((parameter) => parameter in PUBLIC_THINGS)) continue;
      const name = `${operation.method} ${operation.path}`;
      const owner = await signUp();
      const ids = await makeFor(operation, owner);
      const theirs = await ask(operation, ids, stranger.token);
      if (theirs.status !== 404) wrong[`${name} as the other firm`] = theirs;
      // Without this a path that always answers 404 would pass.
      const own = await ask(operation, ids, owner.token);
      if (own.status === 404 || own.status >= 500) wrong[`${name} as its owner`] = own;
    }
    expect(wrong).toEqual({});
  });

  test('no list shows anything of the other firm', async () => {
    const owner = await signUp();
    const ids = new Set<string>([owner.tenantId, owner.userId, owner.sessionId]);
    const made: Record<string, string> = {};
    for (const [name, make] of Object.entries(FIXTURES)) {
      made[name] = await make(owner, made);
      ids.add(made[name]);
    }
    const leaks: string[] = [];
    for (const operation of secured) {
      if (operation.method !== 'GET' || operation.pathParameters.length > 0) continue;
      const { text } = await ask(operation, {}, stranger.token);
      for (const id of ids) if (text.includes(id)) leaks.push(`${operation.path} shows ${id}`);
    }
    expect(leaks).toEqual([]);
  });
});
