import { afterAll, beforeAll, expect, test } from 'bun:test';
import { aFirm, createWorld, numbersOf, type World } from '../datajud-fetcher/test-kit.ts';
import { rebuildFirm } from './rebuild.ts';

// What a court does to its record, from the wire to the firm's events.
let world: World;
const firm = aFirm();
let number: string;
let grau: string;
beforeAll(async () => {
  world = await createWorld({
    sandbox: { generate: { courts: ['tjrs'], casesPerCourt: 60, movementsPerCase: 30, oddities: 0 } },
  });
  await Promise.all([world.startFetcher(), world.startMonitor()]);
  // One that is open, and at one grau only.
  const all = numbersOf(world.sandbox, 'tjrs');
  await world.register(firm, all);
  await world.settled(60_000);
  const [open] = await world.rows<{ number: string; grau: string }>(
    `select number, min(grau) as grau from processes p join process_instances i on i.process_id = p.id
      where not p.closed group by number having count(*) = 1 order by number limit 1`,
  );
  if (!open) throw new Error('the sandbox has no such case');
  ({ number, grau } = open);
});
afterAll(() => world.close());

/** What is told of the case after the court did something. */
async function after(...dos: (() => unknown)[]): Promise<string[]> {
  const before = (await world.types(firm, number)).length;
  for (const act of dos) act();
  await world.due('tjrs');
  await world.settled();
  return (await world.events(firm, number))
    .slice(before)
    .map((e) => (e.origin === 'new' ? e.type : `${e.type} ${e.origin}`));
}
const run: World['sandbox']['control']['run'] = (name, input) => world.sandbox.control.run(name, input);
const target = () => ({ number, grau });

test('a movement, its twin, one registered late', async () => {
  expect(await after(() => run('add-movement', { ...target(), codigo: 219 }))).toEqual(['movement.detected']);
  expect(await after(() => run('add-movement', { ...target(), codigo: 51, copies: 2 }))).toEqual([
    'movement.detected',
    'movement.detected',
  ]);
  expect(await after(() => run('publish-late', { ...target(), codigo: 581, daysAgo: 400 }))).toEqual([
    'movement.detected late',
  ]);
});

test('a correction, a withdrawal, and what comes back', async () => {
  const fix = { movement: { codigo: 219 }, set: { codigo: 221, nome: 'Procedência em Parte' } };
  expect(await after(() => run('correct-movement', { ...target(), ...fix }))).toEqual([
    'movement.corrected correction',
  ]);
  expect(await after(() => run('withdraw-movement', { ...target(), movement: { codigo: 51 } }))).toEqual([
    'movement.withdrawn correction',
  ]);
});

test('a list that is hidden, empty, and back tells nothing', async () => {
  expect(await after(() => run('hide-movements', target()))).toEqual([]);
  expect(await after(() => run('restore-movements', target()))).toEqual([]);
  expect(await after(() => run('hide-movements', { ...target(), as: 'empty' }))).toEqual([]);
  expect(await after(() => run('restore-movements', target()))).toEqual([]);
});

test('the other pipeline tells nothing, to and fro; neither does a mere touch', async () => {
  const lags = (await world.gateway('tjrs')).lags.length;
  expect(await after(() => run('switch-pipeline', { ...target(), to: 'new' }))).toEqual([]);
  expect(await after(() => run('switch-pipeline', { ...target(), to: 'old' }))).toEqual([]);
  expect(await after(() => run('touch', target()))).toEqual([]);
  // And says nothing about how late the court is.
  expect((await world.gateway('tjrs')).lags).toHaveLength(lags);
});

test('an appeal: remittance here, a grau of its own there', async () => {
  const told = await after(() => run('move-grau', { ...target(), to: 'G2' }));
  expect(told).toContain('process.imported backfill');
  expect(told).toContain('movement.detected');
  const graus =
    'select grau from process_instances i join processes p on p.id = i.process_id where number = $1 order by 1';
  expect((await world.rows(graus, [number])).length).toBe(2);
});

test('closed when every grau is, and polled slowly; open again with any', async () => {
  const close = (g: string) => () => run('add-movement', { number, grau: g, codigo: 246 });
  expect(await after(close(grau))).toEqual(['process.amended', 'movement.detected']);
  expect((await after(close('G2'))).sort()).toEqual([
    'movement.detected',
    'process.amended',
    'process.closed',
  ]);
  const pace = 'select closed, interval_seconds from court.cases where number = $1 and alias = $2';
  expect(await world.rows(pace, [number, 'tjrs'])).toEqual([{ closed: true, interval_seconds: 7 * 86_400 }]);
  expect((await after(() => run('add-movement', { number, grau, codigo: 849 }))).sort()).toEqual([
    'movement.detected',
    'process.amended',
    'process.reopened',
  ]);
  const [{ closed, interval_seconds: interval }] = (await world.rows(pace, [number, 'tjrs'])) as [
    { closed: boolean; interval_seconds: number },
  ];
  expect(closed).toBe(false);
  expect(interval).toBeLessThanOrEqual(12 * 3_600);
});

test('sealed, and public again', async () => {
  expect(await after(() => run('set-secrecy', { ...target(), level: 2 }))).toEqual(['process.amended']);
  expect(await world.rows('select secrecy from processes where number = $1', [number])).toEqual([
    { secrecy: 2 },
  ]);
  expect(await after(() => run('set-secrecy', { ...target(), level: 0 }))).toEqual(['process.amended']);
});

test('after all this the tables are what the events say', async () => {
  expect(await rebuildFirm(world.harness.runtime, firm, { check: true })).toEqual({
    cases: 60,
    differences: 0,
  });
  expect(await world.harness.count('deadLetters')).toBe(0);
});
