import { afterEach, describe, expect, test } from 'bun:test';
import { waitFor } from '../../compose/test-kit/wait-for.ts';
import { datajudFetcher } from '../contracts/datajud-fetcher.ts';
import { courtTenant } from '../contracts/subjects.ts';
import { aFirm, createWorld, numbersOf, type World, type WorldOptions } from './test-kit.ts';

// Where a case may be.
let world: World;
const open: World[] = [];
async function start(options: WorldOptions): Promise<World> {
  world = await createWorld(options);
  open.push(world);
  await Promise.all([world.startFetcher(), world.startMonitor()]);
  return world;
}
afterEach(() => Promise.all(open.splice(0).map((w) => w.close())));

const asked = (alias: string) =>
  world.rows<{ mode: string; numbers: number; outcome: string; hits: number }>(
    'select mode, numbers, outcome, hits from court.requests where alias = $1 order by asked_at, id',
    [alias],
  );
const sandboxOf = (court: string, casesPerCourt: number) => ({
  generate: { courts: [court], casesPerCourt, movementsPerCase: 4, oddities: 0 },
});

describe('where a case may be', () => {
  test('4.01 is asked at both courts, and is missing only when both say so', async () => {
    await start({ sandbox: sandboxOf('trf6', 2), restMs: 400 });
    const number = '00008323520184013202';
    const firm = aFirm();
    world.sandbox.control.run('inject-fault', { kind: '504', court: 'trf6', count: 1 });
    await world.register(firm, [number]);
    await waitFor(
      'both answers',
      async () => (await asked('trf1')).length > 0 && (await asked('trf6')).length > 0,
    );
    await world.harness.drained('process-monitor');
    expect(await world.types(firm)).toEqual(['process.created']);
    await waitFor('the second answer', async () => (await asked('trf6')).length > 1);
    await world.settled();
    expect((await world.events(firm)).at(-1)).toMatchObject({
      type: 'process.updated',
      data: { changes: { courtStatus: 'not_found' } },
    });
    world.sandbox.control.run('create-case', { number, court: 'trf6', grau: 'G1', movements: 3 });
    await world.due('trf6');
    await world.settled();
    expect((await world.types(firm)).at(-1)).toBe('process.imported');
    // From now on only the court that has it is asked when a person wants to know.
    const [one] = await world.rows<{ id: string }>('select id from processes');
    const asks = (await asked('trf1')).length;
    const job = await world.refresh(firm, { number, processId: one?.id ?? '' });
    expect(await world.ended(firm, job)).toMatchObject({ state: 'succeeded', progress: { total: 1 } });
    expect(await asked('trf1')).toHaveLength(asks);
  });

  test('one that went up is found at the superior court, on its slower beat', async () => {
    await start({ sandbox: sandboxOf('tjsc', 2) });
    const firm = aFirm();
    const [number] = numbersOf(world.sandbox, 'tjsc') as [string];
    await world.register(firm, [number]);
    await world.settled();
    const beats = await world.rows(
      'select alias, beat, last_result, interval_seconds from court.cases order by alias',
    );
    expect(beats).toEqual([
      { alias: 'stj', beat: 'superior', last_result: 'absent', interval_seconds: 7 * 86_400 },
      { alias: 'tjsc', beat: 'primary', last_result: 'found', interval_seconds: 12 * 3_600 },
    ]);
    expect((await asked('stj')).map((r) => r.mode)).toEqual(['status']);
    expect(await world.rows('select court_status from processes')).toEqual([{ court_status: 'found' }]);
    world.sandbox.control.run('create-case', { number, court: 'stj', grau: 'SUP', movements: 4 });
    await world.due('stj');
    await world.settled();
    expect((await asked('stj')).map((r) => r.mode)).toEqual(['status', 'delta', 'documents']);
    expect(await world.rows('select alias, grau from process_instances order by alias')).toEqual([
      { alias: 'stj', grau: 'SUP' },
      { alias: 'tjsc', grau: expect.any(String) },
    ]);
    const [stj] = await world.rows("select interval_seconds from court.cases where alias = 'stj'");
    expect(stj).toEqual({ interval_seconds: 12 * 3_600 });
  });

  test('the electoral court of the DF is tried under its other name when it has no index', async () => {
    const paths: string[] = [];
    const empty = {
      took: 1,
      timed_out: false,
      _shards: { total: 1, successful: 1, failed: 0 },
      hits: { total: { value: 0 }, hits: [] },
    };
    const server = Bun.serve({
      port: 0,
      hostname: '127.0.0.1',
      fetch(request) {
        const { pathname } = new URL(request.url);
        paths.push(pathname);
        if (pathname.includes('tre-dft'))
          return Response.json({ error: { type: 'index_not_found_exception' } }, { status: 404 });
        return Response.json(empty);
      },
    });
    try {
      world = await createWorld({ restMs: 20 });
      open.push(world);
      await Promise.all([world.startFetcher({ datajudUrl: server.url.origin }), world.startMonitor()]);
      const watch = {
        tenant: aFirm(),
        cases: [{ number: '00000018220996070001', processId: 'prc_1' }],
        beat: 'primary' as const,
        urgent: true,
      };
      await world.harness.send(datajudFetcher, 'watch', { tenant: courtTenant('tre-dft') }, watch);
      await world.settled();
      expect(paths).toEqual(['/api_publica_tre-dft/_search', '/api_publica_tre-df/_search']);
      // Both requests are in the ledger, under the court's own name.
      expect((await asked('tre-dft')).map((r) => r.outcome)).toEqual(['no-index', 'ok']);
      expect(await world.rows('select result from court.checks order by request_id')).toEqual([
        { result: 'no-index' },
        { result: 'absent' },
      ]);
    } finally {
      await server.stop(true);
    }
  });
});
