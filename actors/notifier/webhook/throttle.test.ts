import { expect, test } from 'bun:test';
import { createThrottle } from './throttle.ts';

const HOUR = 3_600_000;
const rate = { count: 3, perMs: HOUR };

test('lets the count go at once, then says how long to wait', () => {
  const throttle = createThrottle();
  expect([1, 2, 3].map(() => throttle.take('whk_1', rate))).toEqual([0, 0, 0]);
  const wait = throttle.take('whk_1', rate);
  expect(wait).toBeGreaterThan(0);
  expect(wait).toBeLessThanOrEqual(HOUR);
});

test('one endpoint takes nothing from another', () => {
  const throttle = createThrottle();
  for (let i = 0; i < 10; i++) throttle.take('whk_1', rate);
  expect(throttle.take('whk_2', rate)).toBe(0);
});

test('the wait that it told is enough', async () => {
  const throttle = createThrottle();
  const quick = { count: 2, perMs: 100 };
  let sent = 0;
  for (let turns = 0; sent < 6 && turns < 60; turns++) {
    const wait = throttle.take('whk_1', quick);
    if (wait === 0) sent++;
    else await Bun.sleep(wait);
  }
  expect(sent).toBe(6);
});

test('a changed rate holds at once', () => {
  const throttle = createThrottle();
  for (let i = 0; i < 4; i++) throttle.take('whk_1', rate);
  expect(throttle.take('whk_1', { count: 100, perMs: HOUR })).toBe(0);
});

test('memory is bounded: the endpoint used longest ago is forgotten first', () => {
  const throttle = createThrottle({ maxEndpoints: 2 });
  const one = { count: 1, perMs: HOUR };
  throttle.take('a', one);
  throttle.take('b', one);
  throttle.take('a', one);
  throttle.take('c', one);
  expect(throttle.size).toBe(2);
  expect(throttle.take('a', one)).toBeGreaterThan(0);
  expect(throttle.take('b', one)).toBe(0);
});

test.each([
  { count: 0, perMs: 1000 },
  { count: 1.5, perMs: 1000 },
  { count: 1, perMs: 0 },
  { count: 1, perMs: Number.NaN },
])('%j is no rate', (bad) => expect(() => createThrottle().take('a', bad)).toThrow(RangeError));
