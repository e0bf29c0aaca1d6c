import { expect, test } from 'bun:test';
import fc from 'fast-check';
import { createDeferred } from './deferred.ts';

test('whatever order the broker gives them back in, a chat’s messages come in their own, and one chat holds up no other', () => {
  const chat = fc.constantFrom('a', 'b', 'c');
  const choices = fc.infiniteStream(fc.nat());
  fc.assert(
    fc.property(
      fc.array(chat, { maxLength: 60 }),
      choices,
      fc.integer({ min: 1, max: 4 }),
      (chats, chosen, room) => {
        const deferred = createDeferred(() => 0);
        let atBroker = chats.map((of, position) => ({ chat: of, position }));
        const here: { chat: string; position: number }[] = [];
        const done: typeof here = [];
        for (let turn = 0; atBroker.length + here.length > 0; turn++) {
          expect(turn).toBeLessThan(20_000);
          const choice = chosen.next().value ?? 0;
          const comes = atBroker[choice % Math.max(1, atBroker.length)];
          if (here.length > 0 && (choice % 2 === 0 || !comes))
            done.push(here.shift() as (typeof here)[number]);
          else if (comes) {
            const isFull = here.filter((one) => one.chat === comes.chat).length >= room;
            if (isFull || deferred.isBehind(comes.chat, comes.position))
              expect(deferred.defer(comes.chat, comes.position, 1, 1)).toBeGreaterThan(0);
            else {
              deferred.end(comes.chat, comes.position);
              // What has never been given cannot be known to be missing: the broker gives everything in its order the first time.
              here.push(comes);
              atBroker = atBroker.filter((one) => one !== comes);
            }
          }
          if (turn === 0) for (const one of atBroker) deferred.defer(one.chat, one.position, 1, 1);
        }
        for (const of of ['a', 'b', 'c']) {
          const mine = done.filter((one) => one.chat === of).map(({ position }) => position);
          // The very first came before anything was known of the others.
          expect(mine.slice(1)).toEqual(mine.slice(1).sort((x, y) => x - y));
        }
      },
    ),
  );
});

test('each waits until after the one before it, and one that never comes again blocks its chat for a while only', () => {
  let now = 0;
  const deferred = createDeferred(() => now);
  expect(deferred.defer('a', 1, 1_000, 500)).toBe(1_000);
  expect(deferred.defer('a', 2, 0, 500)).toBe(1_500);
  expect(deferred.defer('a', 3, 0, 500)).toBe(2_000);
  now = 1_500;
  expect(deferred.isBehind('a', 2)).toBe(true);
  expect(deferred.isBehind('b', 2)).toBe(false);
  deferred.end('a', 1);
  expect(deferred.isBehind('a', 2)).toBe(false);
  expect(deferred.isBehind('a', 3)).toBe(true);
  now = 1_500 + 61_000;
  expect(deferred.isBehind('a', 3)).toBe(false);
  deferred.clear();
  expect(deferred.isBehind('a', 9)).toBe(false);
});
