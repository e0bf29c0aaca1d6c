import { afterAll, beforeAll, expect, test } from 'bun:test';
import { parseCnjNumber } from '../../actors/contracts/cnj-number.ts';
import type { CommandName } from './control/commands.ts';
import { ControlError } from './control/errors.ts';
import { type Sandbox, startSandbox } from './server.ts';
import { search } from './test-client.ts';
import { createTimelines } from './timeline.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ demo: true });
});
afterAll(() => sandbox.stop());

/** Timelines that only write down what they would do. */
function written() {
  const ran: unknown[] = [];
  const run = (name: CommandName, input: unknown) => ran.push({ name, ...(input as object) });
  return { ran, timelines: createTimelines({ run: run as never }) };
}

test('steps run in the order of their times, however they are listed, and faster when told', async () => {
  const { ran, timelines } = written();
  const { id } = timelines.start(
    [
      { at: '1h', do: 'set-lag', ms: 3 },
      { at: 0, do: 'set-lag', ms: 1 },
      { at: '2m', do: 'set-lag', ms: 2 },
    ],
    { speed: 1_000_000 },
  );
  const end = await timelines.finished(id);
  expect(end).toMatchObject({ state: 'finished', done: 3, rounds: 1, failures: [] });
  expect(ran).toEqual([1, 2, 3].map((ms) => ({ name: 'set-lag', ms })));
});

test('a loop begins again until it is stopped', async () => {
  const { ran, timelines } = written();
  const { id } = timelines.start([{ at: 1, do: 'reset' }], { loop: 1 });
  while (ran.length < 3) await Bun.sleep(1);
  expect(timelines.stop(id).state).toBe('stopped');
  const count = ran.length;
  await timelines.finished(id);
  await Bun.sleep(10);
  expect(ran).toHaveLength(count);
  expect(timelines.list()[0]?.rounds).toBeGreaterThanOrEqual(3);
});

test('a step that fails is written down and the others run', async () => {
  const number = sandbox.demoCases[0] ?? '';
  const { id } = sandbox.timelines.start([
    { at: 0, do: 'withdraw-movement', number, movement: { codigo: 12345 } },
    { at: 1, do: 'set-secrecy', number, level: 1 },
  ]);
  const end = await sandbox.timelines.finished(id);
  expect(end).toMatchObject({
    done: 2,
    failures: [{ step: 0, message: 'No movement of the document matches.' }],
  });
  expect(sandbox.control.readCase(number)[0]?.nivelSigilo).toBe(1);
});

test('a script is checked whole before it starts', () => {
  const { ran, timelines } = written();
  expect(() =>
    timelines.start([
      { at: 0, do: 'reset' },
      { at: 5, do: 'set-lag', ms: 'x' },
    ]),
  ).toThrow(ControlError);
  expect(() => timelines.start([])).toThrow(ControlError);
  expect(timelines.list()).toEqual([]);
  expect(ran).toEqual([]);
});

test('the demonstration moves its cases round after round without one failure', async () => {
  sandbox.control.run('reset', {});
  const counts = () =>
    sandbox.demoCases.flatMap((number) => sandbox.control.readCase(number).map((one) => one.movements ?? 0));
  const before = counts();
  const { id } = sandbox.startDemo(1);
  while ((sandbox.timelines.list().find((one) => one.id === id)?.rounds ?? 0) < 3) await Bun.sleep(2);
  const end = sandbox.timelines.stop(id);
  expect(end.failures).toEqual([]);
  const total = (list: number[]) => list.reduce((sum, count) => sum + count, 0);
  expect(total(counts())).toBeGreaterThanOrEqual(total(before) + 2 * 12);
});

test('the demonstration cases are valid numbers that the courts serve', async () => {
  sandbox.control.run('reset', {});
  expect(sandbox.demoCases).toHaveLength(6);
  for (const number of sandbox.demoCases) {
    expect(parseCnjNumber(number).ok).toBeTrue();
    const [first] = sandbox.control.readCase(number);
    const answer = await search(sandbox, first?.court ?? '', {
      query: { match: { numeroProcesso: number } },
    });
    expect(answer.hits.hits.length).toBeGreaterThan(0);
    for (const hit of answer.hits.hits) expect(hit._source?.movimentos?.length).toBeGreaterThan(5);
  }
});
