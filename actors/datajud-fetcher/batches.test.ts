import { afterEach, describe, expect, test } from 'bun:test';
import { waitFor } from '../../compose/test-kit/wait-for.ts';
import { aFirm, createWorld, numbersOf, type World, type WorldOptions } from './test-kit.ts';

// How many numbers a request carries.
let world: World;
const open: World[] = [];
async function start(options: WorldOptions & { fetcher?: false }): Promise<World> {
  world = await createWorld(options);
  open.push(world);
  await world.startMonitor();
  if (options.fetcher !== false) await world.startFetcher();
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

describe('hundreds of numbers', () => {
  test('go in one request; the batch halves when the court answers 504 and grows back by itself', async () => {
    await start({
      sandbox: sandboxOf('tjrj', 600),
      restMs: 20,
      config: { breakerMs: { first: 20, max: 20 } },
      fetcher: false,
    });
    const firm = aFirm();
    const numbers = numbersOf(world.sandbox, 'tjrj');
    world.sandbox.control.run('inject-fault', { kind: '504', court: 'tjrj', count: 2 });
    await world.register(firm, numbers);
    await world.harness.drained('process-monitor');
    await world.startFetcher();
    await world.settled(60_000);
    const sizes = (await asked('tjrj')).map((r) => [r.outcome, r.numbers] as const);
    const full = sizes[0]?.[1] ?? 0;
    const quarter = full >> 2;
    expect(sizes.slice(0, 3)).toEqual([
      ['gateway-timeout', full],
      ['gateway-timeout', full >> 1],
      ['ok', quarter],
    ]);
    // Eight good answers later a quarter more fits.
    expect(sizes.slice(2, 11).map((s) => s[1])).toEqual([
      ...Array(8).fill(quarter),
      Math.ceil(quarter * 1.25),
    ]);
    expect(
      await world.rows('select count(*)::int as n from processes where court_status = $1', ['found']),
    ).toEqual([{ n: numbers.length }]);
    world.sandbox.control.clearRequests();
    await world.due('tjrj', 'status');
    await world.settled();
    const { requests } = world.sandbox.control.stats();
    expect(requests).toBe(Math.ceil(numbers.length / 500));
  }, 90_000);

  test('an answer cut at its size says nothing about the numbers it lacks; fewer are asked then', async () => {
    await start({ sandbox: sandboxOf('tjpr', 120) });
    const firm = aFirm();
    const numbers = numbersOf(world.sandbox, 'tjpr');
    await world.register(firm, numbers);
    await world.settled();
    // Each of the first has more documents than a number has graus: leftovers under old ids.
    const crowded = numbers.slice(0, 30);
    const graus = world.sandbox.control.readCase(crowded[0] ?? '').length;
    for (const number of crowded)
      for (let i = 0; i < 25; i++)
        world.sandbox.control.run('create-case', {
          source: {
            ...world.sandbox.control.readCase(number)[0]?.source,
            grau: `X${i}`,
            id: `TJPR_X${i}_${number}`,
          },
        });
    const before = (await world.gateway('tjpr')).statusBatch.current;
    await world.due('tjpr', 'status');
    await world.settled();
    const [cut] = (await asked('tjpr')).filter((r) => r.mode === 'status');
    expect(cut?.hits).toBe(cut ? cut.numbers * 5 : 0);
    const absent = await world.rows(
      "select number from court.checks where result = 'absent' and alias = 'tjpr'",
    );
    expect(absent).toEqual([]);
    expect((await world.gateway('tjpr')).statusBatch.current).toBeLessThan(before);
    await waitFor('every number to be answered', async () => {
      await world.due('tjpr', 'status');
      await world.settled();
      const open =
        "select 1 from court.cases c where last_checked_at < (select max(asked_at) from court.requests where mode = 'status') - interval '5 seconds'";
      return (await world.rows(open)).length === 0;
    });
    expect(
      await world.rows('select count(distinct grau)::int as n from court.documents where number = $1', [
        crowded[0],
      ]),
    ).toEqual([{ n: 25 + graus }]);
  }, 60_000);
});
