import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { makeFirm, startTestApi, type TestApi } from '../test-kit.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.release());

describe('API keys', () => {
  test('a key is shown once, works, is listed without its secret, and is revoked', async () => {
    const firm = await makeFirm(api.pool, ['api-keys:read', 'api-keys:write']);
    const wanted = { name: 'Intranet', scopes: ['processes:read'] };
    const created = await api.call('POST', '/v1/api-keys', { as: firm.key, body: wanted });
    expect(created.status).toBe(201);
    expect(created.headers.get('location')).toBe(`/v1/api-keys/${created.body.id}`);
    expect(created.body.secret).toMatch(/^lux_[A-Za-z0-9_-]{43}$/);

    const listed = await api.call('GET', '/v1/api-keys', { as: firm.key });
    expect(listed.status).toBe(200);
    expect(listed.body.data.map((key: { id: string }) => key.id)).toEqual([created.body.id, firm.keyId]);
    expect(JSON.stringify(listed.body)).not.toContain(created.body.secret);

    const refused = await api.call('GET', '/v1/api-keys', { as: created.body.secret });
    expect(refused.status).toBe(403);
    expect(refused.body.type).toBe('http://localhost:3000/problems/forbidden');

    expect((await api.call('DELETE', `/v1/api-keys/${created.body.id}`, { as: firm.key })).status).toBe(204);
    expect((await api.call('DELETE', `/v1/api-keys/${created.body.id}`, { as: firm.key })).status).toBe(404);
  });

  test('says what is wrong with a body, and never what was found', async () => {
    const firm = await makeFirm(api.pool, ['api-keys:write']);
    const body = { name: '', scopes: ['everything'], sercet: 'marked-value' };
    const answer = await api.call('POST', '/v1/api-keys', { as: firm.key, body });
    expect(answer.status).toBe(422);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    const locations = answer.body.errors.map((e: { location: string }) => e.location).sort();
    expect(locations).toEqual(['body.name', 'body.scopes.0', 'body.sercet']);
    expect(JSON.stringify(answer.body)).not.toContain('marked-value');
    expect(answer.body.requestId).toMatch(/^req_/);
  });

  test('pages through keys with a cursor', async () => {
    const firm = await makeFirm(api.pool, ['api-keys:read', 'api-keys:write']);
    for (const name of ['a', 'b', 'c'])
      await api.call('POST', '/v1/api-keys', { as: firm.key, body: { name, scopes: ['events:read'] } });
    const names: string[] = [];
    let path = '/v1/api-keys?limit=2';
    for (;;) {
      const page = await api.call('GET', path, { as: firm.key });
      names.push(...page.body.data.map((key: { name: string }) => key.name));
      if (page.body.nextCursor === null) break;
      path = `/v1/api-keys?limit=2&cursor=${page.body.nextCursor}`;
    }
    expect(names).toEqual(['c', 'b', 'a', 'test']);
  });
});
