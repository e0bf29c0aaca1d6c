import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { Registry } from 'prom-client';
import { createApi } from '../app.ts';
import { makeFirm, startTestApi, TEST_LIMITS, type TestApi } from '../test-kit.ts';
import { createRateLimiter, type RatePolicy, sweepRateWindows } from './limiter.ts';

let api: TestApi;
let clock = 1_800_000_000_000;
const now = () => clock;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.release());

const POLICY: RatePolicy = { name: 'test', limit: 100, windowSeconds: 60 };

async function countAllowed(
  limiters: ReturnType<typeof createRateLimiter>[],
  subject: string,
  requests: number,
) {
  let allowed = 0;
  for (let i = 0; i < requests; i++) {
    const quota = await limiters[i % limiters.length]?.take(subject, POLICY);
    if (quota?.allowed) allowed++;
  }
  return allowed;
}

describe('the rate limiter', () => {
  test('lets exactly the limit through, counted by all processes together', async () => {
    const processes = [1, 2, 3].map(() => createRateLimiter({ pool: api.pool, now }));
    expect(await countAllowed(processes, 'ten_a', 200)).toBe(100);
    expect(await countAllowed(processes, 'ten_b', 50)).toBe(50);
  });

  test('lets exactly the limit through when all come at once', async () => {
    const processes = [1, 2].map(() => createRateLimiter({ pool: api.pool, now }));
    const quotas = await Promise.all(
      Array.from({ length: 250 }, async (_, i) => processes[i % 2]?.take('ten_c', POLICY)),
    );
    expect(quotas.filter((quota) => quota?.allowed).length).toBe(100);
  });

  test('asks the database once for many requests', async () => {
    let queries = 0;
    const pool = new Proxy(api.pool, {
      get(target, name) {
        if (name === 'query') queries++;
        return Reflect.get(target, name, target);
      },
    });
    await countAllowed([createRateLimiter({ pool, now })], 'ten_d', 100);
    expect(queries).toBe(20);
  });

  test('begins again with the next window, and forgets old ones', async () => {
    const limiter = createRateLimiter({ pool: api.pool, now });
    expect(await countAllowed([limiter], 'ten_e', 150)).toBe(100);
    clock += 60_000;
    expect(await countAllowed([limiter], 'ten_e', 150)).toBe(100);
    const windows = async () =>
      (await api.pool.query("select 1 from rt.rate_windows where subject = 'test:ten_e'")).rowCount;
    expect(await windows()).toBe(2);
    await sweepRateWindows(api.pool, clock + 2 * 3_600_000);
    expect(await windows()).toBe(0);
  });

  test('remembers no more subjects than it may, and still counts the forgotten', async () => {
    const limiter = createRateLimiter({ pool: api.pool, now, maxSubjects: 2 });
    let allowed = 0;
    for (let i = 0; i < 60; i++)
      for (const subject of ['ten_f', 'ten_g', 'ten_h']) {
        const quota = await limiter.take(subject, POLICY);
        if (quota.allowed) allowed++;
      }
    // Each time a subject is forgotten the rest of its lot is lost to it: fewer get through, never more.
    expect(allowed).toBeLessThanOrEqual(180);
    expect(allowed).toBeGreaterThan(0);
  });
});

describe('limits of the API', () => {
  const limits = {
    ...TEST_LIMITS,
    tenant: { name: 'tenant', limit: 5, windowSeconds: 60 },
    address: { name: 'address', limit: 3, windowSeconds: 60 },
  };

  test('count a firm over all its keys, say what is left, and when to come back', async () => {
    const app = createApi({ ...api.parts, metrics: new Registry(), limits, now });
    const firm = await makeFirm(api.pool, ['tenant:read']);
    const other = await makeFirm(api.pool, ['tenant:read']);
    const ask = (key: string) =>
      app.handle(new Request('http://localhost/v1/tenant', { headers: { authorization: `Bearer ${key}` } }));
    const left: (string | null)[] = [];
    for (let i = 0; i < 5; i++) left.push((await ask(firm.key)).headers.get('ratelimit'));
    const reset = 60 - (Math.floor(clock / 1_000) % 60);
    expect(left).toEqual([4, 3, 2, 1, 0].map((r) => `"tenant";r=${r};t=${reset}`));
    const refused = await ask(firm.key);
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe(String(reset));
    expect(refused.headers.get('ratelimit-policy')).toBe('"tenant";q=5;w=60');
    expect((await ask(other.key)).status).toBe(200);
  });

  test('count strangers by address, and wrong credentials as strangers', async () => {
    let address = '203.0.113.1';
    const parts = { ...api.parts, metrics: new Registry(), limits, now, addressOf: () => address };
    const app = createApi(parts);
    const guess = () =>
      app.handle(new Request('http://localhost/v1/tenant', { headers: { authorization: 'Bearer guess' } }));
    const statuses: number[] = [];
    for (let i = 0; i < 5; i++) statuses.push((await guess()).status);
    expect(statuses).toEqual([401, 401, 401, 429, 429]);
    address = '203.0.113.2';
    expect((await guess()).status).toBe(401);
  });
});
