import { afterEach, expect, test } from 'bun:test';
import { join } from 'node:path';
import { waitFor } from '../../compose/test-kit/wait-for.ts';
import { aFirm, createWorld, numbersOf, type World, type WorldOptions } from './test-kit.ts';

let world: World | undefined;
const children: Bun.Subprocess[] = [];
afterEach(async () => {
  for (const child of children.splice(0)) {
    child.kill('SIGKILL');
    await child.exited;
  }
  await world?.close();
  world = undefined;
});
async function start(options: WorldOptions): Promise<World> {
  world = await createWorld(options);
  await world.startMonitor();
  return world;
}

/** A worker as in production, in a process of its own. */
function spawnFetcher({ harness, sandbox }: World, more: Record<string, string> = {}): Bun.Subprocess {
  const { urls } = harness.database;
  const child = Bun.spawn(['bun', join(import.meta.dir, '../../workers/datajud-fetcher.ts')], {
    env: {
      ...process.env,
      DATABASE_APP_URL: urls.app,
      DATABASE_RUNTIME_URL: urls.runtime,
      NATS_WORKER_URL: harness.nats.urls.worker,
      DATAJUD_URL: sandbox.url,
      DATAJUD_KEY: sandbox.key,
      SEALING_KEYS: `k1:${Buffer.alloc(32).toString('base64')}`,
      PUBLIC_URL: 'http://127.0.0.1:9',
      LOG_LEVEL: 'fatal',
      ...more,
    },
    stdout: 'ignore',
    stderr: 'inherit',
  });
  children.push(child);
  return child;
}
const sandboxOf = (courts: string[], casesPerCourt: number) => ({
  generate: { courts, casesPerCourt, movementsPerCase: 4, oddities: 0 },
});

test('killed between the request and the commit: asked again, told once, counted twice', async () => {
  const w = await start({ sandbox: sandboxOf(['tjsp'], 5) });
  const { sandbox, rows } = w;
  const firm = aFirm();
  sandbox.control.run('inject-fault', { kind: 'slow', delayMs: 5_000, court: 'tjsp', count: 1 });
  const child = spawnFetcher(w);
  const numbers = numbersOf(sandbox, 'tjsp');
  await w.register(firm, numbers.slice(0, 1));
  await waitFor('the request', () => sandbox.control.faults().length === 0, { withinMs: 30_000 });
  // Should the message be lost for good, the gateway wakes up by itself.
  const alarm =
    "select 1 from rt.messages where tenant = 'court-tjsp' and reminder = 'sweep' and due_at > now() + interval '5 minutes'";
  expect(await rows(alarm)).toHaveLength(1);
  child.kill('SIGKILL');
  await child.exited;
  expect(await rows("select 1 from court.requests where alias = 'tjsp'")).toEqual([]);
  await w.startFetcher();
  await waitFor('the import', async () => (await w.types(firm)).includes('process.imported'), {
    withinMs: 30_000,
  });
  await w.settled();
  expect(await rows("select outcome from court.requests where alias = 'tjsp'")).toEqual([{ outcome: 'ok' }]);
  expect(await rows("select count(*)::int as n from court.checks where alias = 'tjsp'")).toEqual([{ n: 1 }]);
  expect((await w.types(firm)).filter((t) => t === 'process.imported')).toHaveLength(
    sandbox.control.readCase(numbers[0] ?? '').length,
  );
  // The court has seen both, and so has the budget: two at the TJSP, one at the STJ.
  await waitFor('the end of the slow one', () => sandbox.control.stats().requests === 3);
  expect(await rows("select used_today from court.budgets where quota = 'platform'")).toEqual([
    { used_today: 3 },
  ]);
}, 90_000);

test('what a gateway has learnt goes over to its next owner', async () => {
  const w = await start({
    sandbox: sandboxOf(['tjrj'], 5),
    restMs: 10,
    config: { breakerMs: { first: 4_000, max: 4_000 } },
  });
  const firm = aFirm();
  w.sandbox.control.run('inject-fault', { kind: '504', court: 'tjrj' });
  const first = await w.startFetcher();
  const [one] = await w.register(firm, numbersOf(w.sandbox, 'tjrj').slice(0, 1));
  const state = async () =>
    (
      await w.rows<{ breaker_state: string; document_batch: number }>(
        "select * from court.courts where alias = 'tjrj'",
      )
    )[0];
  await waitFor('the breaker to open', async () => (await state())?.breaker_state === 'open');
  const learnt = await w.gateway('tjrj');
  expect(learnt.streak).toBe(3);
  await first.stop();
  w.sandbox.control.clearRequests();
  w.sandbox.control.run('clear-faults', {});
  await w.startFetcher();
  // Asked by a person, it still knows that the court is down: told at once, and the court is left alone.
  if (!one) throw new Error('nothing registered');
  await waitFor(
    'the new owner',
    async () =>
      (await w.rows("select 1 from rt.leases where kind = 'datajud-fetcher' and owner is not null"))
        .length === 16,
  );
  expect(w.sandbox.control.stats().requests).toBe(0);
  expect((await w.gateway('tjrj')).documentBatch).toEqual(learnt.documentBatch);
  await waitFor('the import', async () => (await w.types(firm)).includes('process.imported'), {
    withinMs: 20_000,
  });
  await w.settled();
  expect(await state()).toMatchObject({ breaker_state: 'closed', breaker_until: null });
  expect((await w.gateway('tjrj')).streak).toBe(0);
}, 60_000);

test('two processes share one budget: the ceiling of the API is never met', async () => {
  const courts = [
    'tjsp',
    'tjrj',
    'tjmg',
    'tjrs',
    'tjpr',
    'tjsc',
    'tjba',
    'tjpe',
    'tjgo',
    'trf2',
    'trf3',
    'trf4',
    'trt2',
    'trt3',
  ];
  const w = await start({ sandbox: { ...sandboxOf(courts, 3), ratePerMinute: 12 } });
  const limits = { DATAJUD_REQUESTS_PER_MINUTE: '12' };
  spawnFetcher(w, limits);
  spawnFetcher(w, limits);
  const held =
    "select count(distinct owner)::int as n from rt.leases where kind = 'datajud-fetcher' and owner is not null";
  await waitFor('both to own courts', async () => (await w.rows<{ n: number }>(held))[0]?.n === 2, {
    withinMs: 30_000,
  });
  const firm = aFirm();
  await w.register(
    firm,
    courts.flatMap((court) => numbersOf(w.sandbox, court)),
  );
  const used = async () =>
    (await w.rows<{ used_today: number }>("select used_today from court.budgets where quota = 'platform'"))[0]
      ?.used_today ?? 0;
  await waitFor('the burst and some more', async () => (await used()) >= 5, { withinMs: 40_000 });
  const { requests, byStatus } = w.sandbox.control.stats() as {
    requests: number;
    byStatus: Record<string, number>;
  };
  expect(requests).toBeLessThanOrEqual(await used());
  expect(byStatus['429'] ?? 0).toBe(0);
  expect(await w.rows("select 1 from court.requests where outcome <> 'ok'")).toEqual([]);
}, 90_000);
