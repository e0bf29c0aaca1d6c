import { expect, test } from 'bun:test';
import { growing, memoryReport } from './memory.ts';

const looks = (sizes: number[], pid = 1) =>
  sizes.map((megabytes, i) => ({ atMs: i * 5_000, pid, megabytes }));
const steps = (count: number, size: (i: number) => number) =>
  Array.from({ length: count }, (_, i) => size(i));

test('warming up is no growth, a steady climb is', () => {
  const warm = looks(steps(40, (i) => (i < 8 ? 60 + i * 10 : 140 + (i % 3))));
  const leaking = looks(steps(40, (i) => 60 + i * 3));
  expect(growing(new Map([['warm', warm]]))).toEqual([]);
  expect(growing(new Map([['leaking', leaking]]))).toEqual([expect.stringContaining('leaking: 60 MB')]);
});

test('lives too short to tell are not judged', () => {
  expect(growing(new Map([['short', looks([60, 200, 400])]]))).toBeUndefined();
});

test('of a process that was killed its longest life counts', () => {
  const lives = [
    ...looks([500, 501], 1),
    ...looks(
      steps(12, () => 80),
      2,
    ),
  ];
  expect(memoryReport(new Map([['two', lives]]))).toEqual([
    { process: 'two', start: 80, end: 80, most: 80, growth: 0 },
  ]);
});
