import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { Registry } from 'prom-client';
import { createApi } from '../app.ts';
import { type Answer, makeFirm, startTestApi, type TestApi } from '../test-kit.ts';

// That every answer to everything has them is what the fuzzer sees to (api/fuzz/verdict.ts).
let api: TestApi;
let key: string;
beforeAll(async () => {
  api = await startTestApi();
  key = (await makeFirm(api.pool)).key;
});
afterAll(() => api.release());

describe('headers of an answer', () => {
  test.each([
    ['https://lux.example', 'max-age=31536000; includeSubDomains'],
    ['http://localhost:3000', null],
  ])('at %s ask browsers for https: %s', async (publicUrl, expected) => {
    const app = createApi({ ...api.parts, publicUrl, metrics: new Registry() });
    for (const path of ['/v1/tenant', '/v1/nothing', '/health/live', '/swagger', '/problems']) {
      const { headers } = await app.handle(new Request(`http://localhost${path}`));
      expect([path, headers.get('strict-transport-security')]).toEqual([path, expected]);
    }
  });

  test('let a page of ours run its own scripts and nobody frame it; everything else runs nothing', async () => {
    const policy = async (path: string, accept = '*/*') =>
      (await api.call('GET', path, { as: key, headers: { accept } })).headers.get(
        'content-security-policy',
      ) ?? '';
    for (const path of ['/swagger', '/v1/tenant', '/metrics', '/v1/nothing', '/swagger/json'])
      expect(await policy(path)).toContain("frame-ancestors 'none'");
    expect(await policy('/swagger')).toContain("script-src 'self'");
    expect(await policy('/swagger')).not.toContain('unsafe-eval');
    expect(await policy('/problems', 'text/html')).not.toContain('script-src');
    expect(await policy('/v1/tenant')).toBe("default-src 'none'; frame-ancestors 'none'");
  });

  test('give no other origin permission, whatever it asks', async () => {
    for (const origin of ['https://evil.example', 'null', 'http://localhost:3000'])
      for (const method of ['GET', 'OPTIONS', 'POST']) {
        const { headers } = await api.call(method, '/v1/webhooks', {
          as: key,
          headers: {
            origin,
            'access-control-request-method': 'POST',
            'access-control-request-headers': 'authorization',
            'access-control-request-private-network': 'true',
          },
        });
        expect([...headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
        expect(headers.get('set-cookie')).toBeNull();
      }
  });

  test('keep credentials out of every cache', async () => {
    const user = { name: 'Ana', email: 'cache@example.com', password: 'a lanterna verde do farol' };
    const signedUp = await api.call('POST', '/v1/tenants', { body: { name: 'Firma', user } });
    const { accessToken, refreshToken } = signedUp.body.session;
    const as = accessToken;
    const hook = await api.call('POST', '/v1/webhooks', { as, body: { url: 'https://example.com/' } });
    const answers: Answer[] = [
      signedUp,
      await api.call('POST', '/v1/sessions', { body: { email: user.email, password: user.password } }),
      await api.call('POST', '/v1/sessions/refresh', { body: { refreshToken } }),
      await api.call('POST', '/v1/api-keys', { as, body: { name: 'x', scopes: ['events:read'] } }),
      hook,
      await api.call('POST', `/v1/webhooks/${hook.body.id}/rotate-secret`, { as, body: {} }),
    ];
    for (const { status, headers } of answers) {
      expect(status).toBeLessThan(300);
      expect(headers.get('cache-control')).toBe('no-store');
    }
  });
});

test('what a firm reads says of no one, in metrics that anybody on the network may read', async () => {
  await api.call('GET', '/v1/tenant', { as: key });
  await api.call('GET', '/v1/processes/prc_01kb0v5zq8e3n9t2h4x6m7r8sa', { as: key });
  const { body } = await api.call('GET', '/metrics');
  expect(body).toContain('/v1/processes/:processId');
  expect(body).not.toMatch(/\b[a-z]{3}_[0-9a-hjkmnp-tv-z]{26}\b/);
});
