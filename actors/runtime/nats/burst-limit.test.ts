import { expect, test } from 'bun:test';
import { waitFor } from '../../../compose/test-kit/wait-for.ts';
import { createBurstLimit } from './burst-limit.ts';

test('a burst of one name is cut, its last is let through later, others are not held', async () => {
  const late: number[] = [];
  const limit = createBurstLimit<number>((item) => void late.push(item));
  const through = Array.from({ length: 1_000 }, (_, i) => limit.allows('whale', i)).filter(Boolean).length;
  expect(through).toBeLessThan(200);
  expect(through).toBeGreaterThan(0);
  expect(limit.allows('small', 1)).toBe(true);
  await waitFor('the last of the burst', () => late.length > 0);
  expect(late).toEqual([999]);
  expect(limit.allows('whale', 1_000)).toBe(true);
});

test('a flood of many names is cut as a whole, and only for a moment', async () => {
  const limit = createBurstLimit<number>(() => {});
  const through = Array.from({ length: 5_000 }, (_, i) => limit.allows(`actor ${i}`, i)).filter(
    Boolean,
  ).length;
  expect(through).toBeLessThan(1_000);
  expect(through).toBeGreaterThan(0);
  await waitFor('the next window', () => limit.allows('late', 1));
});
