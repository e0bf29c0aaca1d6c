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
