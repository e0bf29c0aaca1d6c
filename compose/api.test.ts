import { afterAll, beforeAll, expect, test } from 'bun:test';
import { freePort } from './test-kit/free-port.ts';
import { acquireNats, type TestNats } from './test-kit/nats.ts';
import { acquirePostgres, type TestDatabase } from './test-kit/postgres.ts';
import { waitFor } from './test-kit/wait-for.ts';

let database: TestDatabase;
let nats: TestNats;
beforeAll(async () => {
  [database, nats] = await Promise.all([acquirePostgres(), acquireNats()]);
});
afterAll(() => Promise.all([database.release(), nats.release()]));

function spawn(env: Record<string, string>) {
  const command = [process.execPath, new URL('./api.ts', import.meta.url).pathname];
  return Bun.spawn(command, {
    env: { PATH: process.env.PATH ?? '', ...env },
    stdout: 'pipe',
    stderr: 'pipe',
  });
}

test('a process of the API answers, knows its broker, and ends cleanly on SIGTERM', async () => {
  const port = await freePort();
  const child = spawn({
    PORT: String(port),
    DATABASE_APP_URL: database.urls.app,
    NATS_API_URL: nats.urls.api,
    API_SECRET: 'a secret of the test, long enough to be one',
    SEALING_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
  });
  const ready = await waitFor('readiness', async () => {
    const response = await fetch(`http://127.0.0.1:${port}/health/ready`);
    const answer = (await response.json()) as { status: string };
    return answer.status === 'ready' ? answer : undefined;
  });
  expect(ready).toEqual({ status: 'ready', postgres: 'up', nats: 'up' } as never);
  child.kill('SIGTERM');
  child.kill('SIGTERM');
  expect(await child.exited).toBe(0);
  const lines = (await new Response(child.stdout).text()).trim().split('\n');
  for (const line of lines) expect(() => JSON.parse(line)).not.toThrow();
});

test('says everything that is wrong with its environment, and ends', async () => {
  const child = spawn({ PORT: 'x' });
  expect(await child.exited).toBe(2);
  const said = await new Response(child.stderr).text();
  for (const name of ['PORT', 'DATABASE_APP_URL', 'NATS_API_URL', 'API_SECRET', 'SEALING_KEYS'])
    expect(said).toContain(`${name} must be`);
});
