import { expect, test } from 'bun:test';
import pino from 'pino';
import { Registry } from 'prom-client';
import { createOutbox } from '../actors/runtime/outbox.ts';
import { ownPostgres } from '../compose/test-kit/postgres.ts';
import { waitFor } from '../compose/test-kit/wait-for.ts';
import { createPool } from '../db/pool.ts';
import { createApi } from './app.ts';
import { hashSecret } from './auth/secrets.ts';
import { makeFirm, TEST_LIMITS, TEST_PARTS } from './test-kit.ts';

test('with Postgres away requests get 503 and readiness fails; everything resumes by itself', async () => {
  const database = await ownPostgres();
  const pool = createPool({ url: database.urls.app, name: 'lux-api-test', max: 5, onError: () => {} });
  const road = { publish: () => {}, deadLetter: () => {} };
  const logged: string[] = [];
  let isRoadUp = true;
  const app = createApi({
    ...TEST_PARTS,
    pool,
    outbox: createOutbox({ pool, road, maxWaiting: 10 }),
    isRoadUp: () => isRoadUp,
    log: pino({}, { write: (line: string) => void logged.push(line) }),
    metrics: new Registry(),
    limits: TEST_LIMITS,
  });
  const get = (path: string, key?: string) => {
    const headers = key ? { authorization: `Bearer ${key}` } : undefined;
    return app.handle(new Request(`http://localhost${path}`, { headers }));
  };
  try {
    const firm = await makeFirm(pool, ['tenant:read']);
    expect((await get('/v1/tenant', firm.key)).status).toBe(200);

    isRoadUp = false;
    const degraded = await get('/health/ready');
    expect([degraded.status, ((await degraded.json()) as { status: string }).status]).toEqual([
      200,
      'degraded',
    ]);
    isRoadUp = true;

    await database.postgres.kill9();
    // A server process that outlives its postmaster for a moment may still answer.
    const answers = await Promise.all(Array.from({ length: 20 }, () => get('/v1/tenant', firm.key)));
    expect(
      answers.map((answer) => answer.status).filter((status) => status !== 200 && status !== 503),
    ).toEqual([]);
    const refused = await waitFor('a refusal', async () => {
      const answer = await get('/v1/tenant', firm.key);
      return answer.status === 503 ? answer : undefined;
    });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(((await refused.json()) as { type: string }).type).toEndWith('/problems/unavailable');
    const ready = await get('/health/ready');
    expect([ready.status, ((await ready.json()) as { postgres: string }).postgres]).toEqual([503, 'down']);
    expect((await get('/health/live')).status).toBe(200);
    expect((await get('/v1/tenant', `lux_${hashSecret('x').slice(0, 43)}`)).status).toBe(503);

    await database.postgres.restart();
    await waitFor('the API to answer again', async () => (await get('/v1/tenant', firm.key)).status === 200);
    expect((await get('/health/ready')).status).toBe(200);
  } finally {
    await pool.end();
    await database.release();
  }
}, 30_000);
