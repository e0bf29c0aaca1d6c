import { expect, test } from 'bun:test';
import fc from 'fast-check';
import { createGroupSize } from './group-size.ts';

const LIMITS = { most: 512, longestMs: 100 };

test('groups are as large as may be until one has been timed, and whatever is quick stays so', () => {
  const size = createGroupSize(LIMITS);
  expect(size.messages).toBe(512);
  for (let i = 0; i < 50; i++) size.committed(512, 60);
  expect(size.messages).toBe(512);
});

test('the size follows the pace, slower and quicker', () => {
  const size = createGroupSize(LIMITS);
  for (let i = 0; i < 50; i++) size.committed(64, 256);
  expect(size.messages).toBe(25);
  for (let i = 0; i < 50; i++) size.committed(25, 25);
  expect(size.messages).toBeGreaterThanOrEqual(99);
});

test('one odd group does not make the next ones small', () => {
  const size = createGroupSize(LIMITS);
  for (let i = 0; i < 50; i++) size.committed(512, 51);
  size.committed(512, 200);
  expect(size.messages).toBe(512);
});

test('what a lone message takes says nothing of a group', () => {
  const size = createGroupSize(LIMITS);
  for (let i = 0; i < 50; i++) size.committed(1, 30);
  expect(size.messages).toBe(512);
});

/** Messages a second and a group's milliseconds, where a transaction costs so much and each message so much more. */
function settled({ transaction, each }: { transaction: number; each: number }) {
  const size = createGroupSize(LIMITS);
  const total = { messages: 0, ms: 0 };
  for (let i = 0; i < 500; i++) {
    const messages = size.messages;
    const ms = transaction + each * messages;
    size.committed(messages, ms);
    if (i < 100) continue;
    total.messages += messages;
    total.ms += ms;
  }
  return { perSecond: (total.messages / total.ms) * 1_000, ms: total.ms / 400 };
}

test.each([90, 110, 150, 400])(
  'a transaction that takes %i ms by itself does not make groups small',
  (transaction) => {
    const { perSecond, ms } = settled({ transaction, each: 0.3 });
    // Half of what groups without end would do, and little more than twice the time of the smallest.
    expect(perSecond).toBeGreaterThan(Math.min(1_000 / 0.3 / 2.5, 512_000 / (transaction + 512 * 0.3) / 1.3));
    expect(ms).toBeLessThan(transaction * 2.2);
  },
);

test.each([4, 12])('messages that take %i ms each do', (each) => {
  expect(settled({ transaction: 5, each }).ms).toBeLessThan(110);
});

test('after a minute in which Postgres was slow groups are soon as large as before', () => {
  const size = createGroupSize(LIMITS);
  size.committed(8, 60_000);
  expect(size.messages).toBe(8);
  for (let i = 0; i < 40; i++) size.committed(size.messages, 5 + 0.2 * size.messages);
  expect(size.messages).toBeGreaterThan(300);
});

test('whatever was timed, a group has at least eight messages and never more than it may', () => {
  const timed = fc.array(
    fc.tuple(fc.integer({ min: 1, max: 512 }), fc.double({ min: 0, max: 60_000, noNaN: true })),
  );
  fc.assert(
    fc.property(timed, (groups) => {
      const size = createGroupSize(LIMITS);
      for (const [messages, ms] of groups) size.committed(messages, ms);
      expect(Number.isInteger(size.messages)).toBe(true);
      expect(size.messages).toBeGreaterThanOrEqual(8);
      expect(size.messages).toBeLessThanOrEqual(512);
    }),
  );
});
