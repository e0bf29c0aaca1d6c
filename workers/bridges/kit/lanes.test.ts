import { expect, test } from 'bun:test';
import { waitFor } from '../../../compose/test-kit/wait-for.ts';
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
  for (const item of ['a1', 'a2', 'b1']) lanes.add(item.charAt(0), item, 'notice');
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
  lanes.add('a', 'a1', 'notice');
  lanes.add('a', 'a2', 'notice');
  lanes.add('b', 'b1', 'notice');
  await Bun.sleep(100);
  expect(log.filter((item) => item.startsWith('a'))).toEqual(['a1', 'a1', 'a2']);
  expect(log).toHaveLength(4);
  expect(lanes.sizeOf('notice')).toBe(0);
});

test('what had not begun is given back at the end', async () => {
  const lanes = createLanes<string>(
    createRates({ burst: 1, count: 1, perMs: 60_000 }, () => unlimited),
    1,
    async () => 'done',
  );
  lanes.add('a', 'a1', 'notice');
  lanes.add('b', 'b1', 'notice');
  expect((await lanes.stop(1)).sort()).toEqual(['a1', 'b1']);
});

test('an answer goes before the notices of its chat and has three turns of four among those of other chats, so that neither waits for all of the other', async () => {
  const log: string[] = [];
  const first = Promise.withResolvers<void>();
  const lanes = createLanes<string>(
    createRates(unlimited, () => unlimited, past),
    1,
    async (item) => {
      log.push(item);
      if (item === 'first') await first.promise;
      return 'done';
    },
  );
  await Bun.sleep(2);
  lanes.add('z', 'first', 'notice');
  for (const chat of ['a', 'b', 'd']) lanes.add(chat, `${chat} notice`, 'notice');
  for (const chat of ['d', 'e', 'f', 'g', 'h']) lanes.add(chat, `${chat} answer`, 'answer');
  expect([lanes.sizeOf('answer'), lanes.sizeOf('notice')]).toEqual([5, 4]);
  expect([lanes.waitingOf('d', 'answer'), lanes.waitingOf('d', 'notice')]).toEqual([1, 1]);
  first.resolve();
  await waitFor('all of them', () => log.length === 9);
  expect(log).toEqual([
    'first',
    'd answer',
    'e answer',
    'f answer',
    'a notice',
    'g answer',
    'h answer',
    'b notice',
    'd notice',
  ]);
  expect([lanes.sizeOf('answer'), lanes.sizeOf('notice')]).toEqual([0, 0]);
});

test('an answer that has to wait is tried again before what came later', async () => {
  const log: string[] = [];
  const answers: Ran[] = [{ againInMs: 5, scope: 'chat' }];
  const lanes = createLanes<string>(
    createRates(unlimited, () => unlimited, past),
    1,
    async (item) => {
      log.push(item);
      return answers.shift() ?? 'done';
    },
  );
  await Bun.sleep(2);
  lanes.add('a', 'a answer', 'answer');
  lanes.add('a', 'a notice', 'notice');
  lanes.add('a', 'a second answer', 'answer');
  await waitFor('all of them', () => log.length === 4);
  expect(log).toEqual(['a answer', 'a answer', 'a second answer', 'a notice']);
});
