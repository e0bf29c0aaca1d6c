import { afterAll, afterEach, beforeAll, expect, test } from 'bun:test';
import { join } from 'node:path';
import { waitFor } from '../../compose/test-kit/wait-for.ts';
import { createImportLines } from '../../db/imports/create-lines.ts';
import { requestCancel } from '../../db/jobs/cancel.ts';
import { createJob } from '../../db/jobs/create.ts';
import { processMonitor } from '../contracts/process-monitor.ts';
import { aFirm, createWorld, type World } from '../datajud-fetcher/test-kit.ts';
import { message } from '../runtime/message.ts';
import type { Worker } from '../runtime/worker.ts';
import { rebuildFirm } from './rebuild.ts';
import { someNumbers } from './test-kit.ts';

let world: World;
const workers: Worker[] = [];
const children: Bun.Subprocess[] = [];
beforeAll(async () => {
  world = await createWorld();
});
afterEach(async () => {
  await Promise.all(workers.splice(0).map((w) => w.stop()));
  for (const child of children.splice(0)) child.kill('SIGKILL');
});
afterAll(() => world.close());

/** Queues the import of a file, as POST /v1/imports does. */
async function queue(firm: string, numbers: readonly string[]): Promise<string> {
  return world.harness.outbox.withTenant(firm, async (tx, send) => {
    const { job } = await createJob(tx, {
      type: 'process.import',
      progress: { done: 0, total: numbers.length },
    });
    const seen = new Set<string>();
    const lines = numbers.map((number, i) => {
      const outcome = seen.has(number) ? ('duplicate' as const) : ('pending' as const);
      seen.add(number);
      return {
        line: i + 1,
        input: number,
        label: `linha ${i + 1}`,
        tags: [],
        outcome,
        number,
        message: null,
        fix: null,
      };
    });
    await createImportLines(tx, job.id, lines);
    send(message(processMonitor, 'import', { tenant: firm }, { jobId: job.id }, { jobId: job.id }));
    return job.id;
  });
}
const count = async (text: string, ...values: unknown[]) =>
  (await world.rows<{ n: number }>(`select count(*)::int as n from ${text}`, values))[0]?.n;
const registered = (firm: string) => count('processes where tenant_id = $1', firm);
/** Numbers that the gateways have been told to watch. */
const watched = async (firm: string) =>
  (
    await world.rows<{ number: string }>(
      `select c ->> 'number' as number from rt.messages m cross join json_array_elements(m.payload -> 'cases') as c
      where m.kind = 'datajud-fetcher' and m.type = 'watch' and m.payload ->> 'tenant' = $1 and m.payload ->> 'beat' = 'primary'`,
      [firm],
    )
  ).map((r) => r.number);

/** A worker as in production, in a process of its own. */
function spawnMonitor(): Bun.Subprocess {
  const { urls } = world.harness.database;
  const child = Bun.spawn(['bun', join(import.meta.dir, '../../workers/process-monitor.ts')], {
    env: {
      ...process.env,
      DATABASE_APP_URL: urls.app,
      DATABASE_RUNTIME_URL: urls.runtime,
      NATS_WORKER_URL: world.harness.nats.urls.worker,
      DATAJUD_URL: 'http://127.0.0.1:9',
      DATAJUD_KEY: 'k',
      SEALING_KEYS: `k1:${Buffer.alloc(32).toString('base64')}`,
      PUBLIC_URL: 'http://127.0.0.1:9',
      LOG_LEVEL: 'fatal',
    },
    stdout: 'ignore',
    stderr: 'inherit',
  });
  children.push(child);
  return child;
}

test('10,000 lines in chunks: progress is seen, other work comes in between, every number is watched once', async () => {
  const firm = aFirm();
  const numbers = [...someNumbers(9_990), ...someNumbers(10)];
  const jobId = await queue(firm, numbers);
  workers.push(await world.startMonitor());
  const seen = new Set<number>();
  await waitFor('some progress', async () => ((await world.job(firm, jobId)).progress?.done ?? 0) > 0);
  const [one] = await world.register(firm, ['00000011220998190001']);
  let between = -1;
  const job = await waitFor(
    'the end of the import',
    async () => {
      const now = await world.job(firm, jobId);
      seen.add(now.progress?.done ?? 0);
      if (between < 0 && (await watched(firm)).includes(one?.number ?? '')) between = now.progress?.done ?? 0;
      return now.finishedAt ? now : undefined;
    },
    { withinMs: 60_000 },
  );
  expect(job).toMatchObject({
    state: 'succeeded',
    progress: { done: 10_000, total: 10_000 },
    result: { created: 9_990, duplicate: 10 },
  });
  expect(seen.size).toBeGreaterThan(3);
  expect(between).toBeGreaterThanOrEqual(0);
  expect(between).toBeLessThan(10_000);
  expect(await registered(firm)).toBe(9_991);
  const told = await watched(firm);
  expect(told).toHaveLength(9_991);
  expect(new Set(told).size).toBe(9_991);
  // One message a court and chunk, none too big for the road.
  expect(await count("rt.messages where kind = 'datajud-fetcher' and length(payload::text) > 262144")).toBe(
    0,
  );
}, 90_000);

test('cancelled in the middle: what is done stays, the rest is left', async () => {
  const firm = aFirm();
  const jobId = await queue(firm, someNumbers(5_000, 20_000));
  workers.push(await world.startMonitor());
  await waitFor('some progress', async () => ((await world.job(firm, jobId)).progress?.done ?? 0) > 0);
  await world.harness.outbox.withTenant(firm, (tx) => requestCancel(tx, jobId));
  const job = await world.ended(firm, jobId);
  const created = (await registered(firm)) ?? 0;
  expect(job).toMatchObject({ state: 'cancelled', result: { created, pending: 5_000 - created } });
  expect(created).toBeGreaterThan(0);
  expect(created).toBeLessThan(5_000);
  await world.harness.drained('process-monitor');
  expect(await registered(firm)).toBe(created);
  expect(await watched(firm)).toHaveLength(created);
});

test('workers that are killed in the middle: every line once', async () => {
  const firm = aFirm();
  const numbers = someNumbers(8_000, 40_000);
  const jobId = await queue(firm, numbers);
  for (let kills = 1; kills <= 2; kills++) {
    const child = spawnMonitor();
    await waitFor(
      'progress',
      async () => ((await world.job(firm, jobId)).progress?.done ?? 0) >= kills * 1_500,
      { withinMs: 40_000 },
    );
    child.kill('SIGKILL');
    await child.exited;
  }
  expect((await world.job(firm, jobId)).state).toBe('running');
  workers.push(await world.startMonitor());
  const job = await waitFor(
    'the end',
    async () => {
      const now = await world.job(firm, jobId);
      return now.finishedAt ? now : undefined;
    },
    { withinMs: 60_000 },
  );
  expect(job).toMatchObject({ state: 'succeeded', result: { created: 8_000 } });
  expect(await registered(firm)).toBe(8_000);
  expect(await count("events where tenant_id = $1 and type = 'process.created'", firm)).toBe(8_000);
  const told = await watched(firm);
  expect(told).toHaveLength(8_000);
  expect(new Set(told).size).toBe(8_000);
  expect(await rebuildFirm(world.harness.runtime, firm, { check: true })).toEqual({
    cases: 8_000,
    differences: 0,
  });
}, 180_000);
