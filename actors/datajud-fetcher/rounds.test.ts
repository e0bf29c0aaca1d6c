import { afterEach, beforeEach, describe, expect, test } from 'bun:test';
import { waitFor } from '../../compose/test-kit/wait-for.ts';
import { aFirm, createWorld, numbersOf, type World, type WorldOptions } from './test-kit.ts';

// What a court is asked in a round.
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

describe('what a round asks for', () => {
  beforeEach(() => start({ sandbox: sandboxOf('tjmg', 8) }));

  test('status first, without movements; then only the documents that changed', async () => {
    const firm = aFirm();
    const numbers = numbersOf(world.sandbox, 'tjmg');
    await world.register(firm, numbers);
    await world.settled();
    const [moved, touched] = numbers as [string, string];
    world.sandbox.control.run('add-movement', { number: moved, grau: grauOf(moved), codigo: 85 });
    world.sandbox.control.run('touch', { number: touched, grau: grauOf(touched) });
    world.sandbox.control.clearRequests();
    await world.due('tjmg', 'status');
    await world.settled();
    const [whole, status] = world.sandbox.control
      .requests({ court: 'tjmg' })
      .sort((a, b) => a.numbers - b.numbers);
    expect(status).toMatchObject({ shape: 'status', numbers: 8 });
    expect(whole).toMatchObject({ shape: 'whole', numbers: 2 });
    // Sent again without any change: evidence of a check, no news.
    expect((await world.types(firm, moved)).at(-1)).toBe('movement.detected');
    expect(await world.types(firm, touched)).toEqual(['process.created', 'process.imported']);
    const last = 'select result from court.checks where number = $1 order by request_id desc limit 1';
    expect(await world.rows(last, [touched])).toEqual([{ result: 'unchanged' }]);
    expect(await world.rows(last, [moved])).toEqual([{ result: 'changed' }]);
  });

  test('a delta finds what was indexed since; what it cannot show is found by the full look', async () => {
    const firm = aFirm();
    const [number] = numbersOf(world.sandbox, 'tjmg') as [string];
    await world.register(firm, [number]);
    await world.settled();
    // A court that writes without a new index stamp: back-filled and withdrawn unseen.
    const [record] = world.sandbox.control.readCase(number);
    const movimentos: object[] = (record?.source.movimentos ?? []).slice(1);
    movimentos.push({ codigo: 581, nome: 'Documento', dataHora: '2020-02-03T10:00:00.000Z' });
    world.sandbox.control.run('delete-case', { number, grau: record?.grau });
    world.sandbox.control.run('create-case', {
      source: { ...record?.source, movimentos, '@timestamp': '2021-01-01T00:00:00.000Z' },
      id: record?.id,
    });
    await world.due('tjmg', 'delta');
    await world.settled();
    expect((await asked('tjmg')).at(-1)).toMatchObject({ mode: 'delta', hits: 0 });
    expect(await world.types(firm)).toEqual(['process.created', 'process.imported']);
    await world.due('tjmg', 'status');
    await world.settled();
    expect((await world.types(firm)).sort()).toEqual([
      'movement.detected',
      'movement.withdrawn',
      'process.created',
      'process.imported',
    ]);
    expect((await world.events(firm)).find((e) => e.type === 'movement.detected')?.origin).toBe('late');
  });

  test('many impatient people make one chain of sweeps, and one request answers all of them', async () => {
    const firm = aFirm();
    const cases = await world.register(firm, numbersOf(world.sandbox, 'tjmg'));
    await world.settled();
    world.sandbox.control.run('inject-fault', { kind: 'slow', delayMs: 300, court: 'tjmg', count: 1 });
    world.sandbox.control.clearRequests();
    const [first, ...others] = cases;
    if (!first) throw new Error('no case');
    const jobs = [await world.refresh(firm, first)];
    await waitFor('the slow request', () => world.sandbox.control.faults().every((f) => f.met === 1));
    for (const one of others) jobs.push(await world.refresh(firm, one));
    for (const id of jobs) expect(await world.ended(firm, id)).toMatchObject({ state: 'succeeded' });
    await world.settled();
    expect(world.sandbox.control.stats().requests).toBe(2);
    expect((await world.gateway('tjmg')).waiting).toEqual([]);
  });
});
