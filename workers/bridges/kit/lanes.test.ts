import { expect, test } from 'bun:test';
import { createLanes, type Ran } from './lanes.ts';
import { createRates } from './rates.ts';

const unlimited = { burst: 1_000, count: 1_000, perMs: 1 };
const past = performance.now() - 60_000;

test('a chat’s messages go in order and one at a time, while others pass by', async () => {
  const log: string[] = [];
  const gates = new Map<string, PromiseWithResolvers<void>>();
  const lanes = createLanes<string>(
    createRates(unlimited, () => unlimited, past),
    4,
    async (item) => {
      log.push(item);
      const gate = Promise.withResolvers<void>();
      gates.set(item, gate);
      await gate.promise;
      return 'done';
    },
  );
  await Bun.sleep(2);
  for (const item of ['a1', 'a2', 'b1']) lanes.add(item.charAt(0), item);
  await Bun.sleep(5);
  expect(log).toEqual(['a1', 'b1']);
  gates.get('a1')?.resolve();
  await Bun.sleep(5);
  expect(log).toEqual(['a1', 'b1', 'a2']);
  gates.get('b1')?.resolve();
  expect(await lanes.stop(1)).toEqual([]);
});

test('what has to wait is tried again before what came later, and the whole connection waits when it must', async () => {
  const log: string[] = [];
  const answers: Ran[] = [{ againInMs: 20, scope: 'connection' }];
  const lanes = createLanes<string>(
    createRates(unlimited, () => unlimited, past),
    1,
    async (item) => {
      log.push(item);
      return answers.shift() ?? 'done';
    },
  );
  await Bun.sleep(2);
  lanes.add('a', 'a1');
  lanes.add('a', 'a2');
  lanes.add('b', 'b1');
  await Bun.sleep(100);
  expect(log.filter((item) => item.startsWith('a'))).toEqual(['a1', 'a1', 'a2']);
  expect(log).toHaveLength(4);
  expect(lanes.size).toBe(0);
});

test('what had not begun is given back at the end', async () => {
  const lanes = createLanes<string>(
    createRates({ burst: 1, count: 1, perMs: 60_000 }, () => unlimited),
    1,
    async () => 'done',
  );
  lanes.add('a', 'a1');
  lanes.add('b', 'b1');
  expect((await lanes.stop(1)).sort()).toEqual(['a1', 'b1']);
});
