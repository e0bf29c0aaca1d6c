import { afterEach, beforeEach, describe, expect, test } from 'bun:test';
import { aFirm, createWorld, numbersOf, type World, type WorldOptions } from './test-kit.ts';

// What two firms ask for is asked once.
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
const grauOf = (number: string) => world.sandbox.control.readCase(number)[0]?.grau ?? '';

describe('two firms', () => {
  beforeEach(() => start({ sandbox: sandboxOf('tjsp', 6) }));

  test('watch the same number: one request, both are told, neither sees the other', async () => {
    const [a, b] = [aFirm(), aFirm()];
    const [number] = numbersOf(world.sandbox, 'tjsp') as [string];
    const [ofA] = await world.register(a, [number]);
    await world.settled();
    expect(await asked('tjsp')).toHaveLength(1);
    // The one that joins later gets what is known, at once and without a request.
    const [ofB] = await world.register(b, [number]);
    await world.settled();
    expect(await asked('tjsp')).toHaveLength(1);
    expect(await world.types(b, number)).toEqual(await world.types(a, number));

    world.sandbox.control.run('add-movement', { number, grau: grauOf(number), codigo: 219 });
    world.sandbox.control.clearRequests();
    await world.due('tjsp');
    await world.settled();
    // A look without movements, then the document that has changed.
    expect(
      world.sandbox.control
        .requests({ court: 'tjsp' })
        .map((r) => r.shape)
        .sort(),
    ).toEqual(['status', 'whole']);
    for (const [firm, one] of [
      [a, ofA],
      [b, ofB],
    ] as const) {
      const events = await world.events(firm, number);
      expect(events.at(-1)).toMatchObject({
        type: 'movement.detected',
        origin: 'new',
        aggregateId: one?.processId,
      });
      expect(events.filter((e) => e.type === 'movement.detected')).toHaveLength(1);
    }
    const text = JSON.stringify([
      await world.events(a),
      await world.rows('select * from movements where tenant_id = $1', [a]),
    ]);
    expect(text).not.toContain(b);
    expect(text).not.toContain(ofB?.processId ?? '-');
  });

  test('are both told that a case is absent, the later one without a request', async () => {
    const [a, b] = [aFirm(), aFirm()];
    const stranger = '00000011720998260001';
    await world.register(a, [stranger]);
    await world.settled();
    const requests = await asked('tjsp');
    await world.register(b, [stranger]);
    await world.settled();
    expect(await asked('tjsp')).toEqual(requests);
    for (const firm of [a, b])
      expect(await world.rows('select court_status from processes where tenant_id = $1', [firm])).toEqual([
        { court_status: 'not_found' },
      ]);
    // It turns up: found, and both have it.
    world.sandbox.control.run('create-case', { number: stranger, court: 'tjsp', movements: 3 });
    await world.due('tjsp', 'delta');
    await world.settled();
    for (const firm of [a, b]) expect((await world.types(firm)).at(-1)).toBe('process.imported');
  });

  test('one that stops watching is told nothing more; a number that nobody watches is not asked about', async () => {
    const [a, b] = [aFirm(), aFirm()];
    const [number] = numbersOf(world.sandbox, 'tjsp') as [string];
    const [ofA] = await world.register(a, [number]);
    const [ofB] = await world.register(b, [number]);
    await world.settled();
    if (!ofA || !ofB) throw new Error('nothing registered');
    await world.remove(a, ofA);
    await world.settled();
    const before = await world.types(a);
    world.sandbox.control.run('add-movement', { number, grau: grauOf(number), codigo: 219 });
    await world.due('tjsp');
    await world.settled();
    expect(await world.types(a)).toEqual(before);
    expect((await world.types(b)).at(-1)).toBe('movement.detected');
    await world.remove(b, ofB);
    await world.settled();
    const requests = await asked('tjsp');
    await world.due('tjsp');
    await world.settled();
    expect(await asked('tjsp')).toEqual(requests);
    expect(await world.rows('select distinct watchers from court.cases')).toEqual([{ watchers: 0 }]);
    // And watched again: what is known is told, and asked again since it may be old.
    await world.register(a, [number]);
    await world.settled();
    expect((await world.types(a)).slice(-1)).toEqual(['process.imported']);
    expect((await asked('tjsp')).length).toBe(requests.length + 1);
  });
});
