import { expect, test } from 'bun:test';
import { createSchedule } from './schedule.ts';

const options = { nemeses: ['a', 'b', 'c', 'd'], forMs: 120_000, shortestMs: 1_000, longestMs: 9_000 };

test('a seed is a schedule', () => {
  const first = createSchedule({ ...options, seed: 1 });
  expect(createSchedule({ ...options, seed: 1 })).toEqual(first);
  expect(createSchedule({ ...options, seed: 2 })).not.toEqual(first);
});

test('each nemesis strikes alone before they strike together', () => {
  for (let seed = 1; seed <= 20; seed++) {
    const rounds = createSchedule({ ...options, seed });
    const alone = rounds.slice(0, 4).map(({ nemeses }) => nemeses);
    expect(alone.flat().sort()).toEqual(['a', 'b', 'c', 'd']);
    expect(alone.every((names) => names.length === 1)).toBe(true);
    const mixed = rounds.slice(4);
    expect(mixed.length).toBeGreaterThan(0);
    for (const { nemeses } of mixed) expect(new Set(nemeses).size).toBe(nemeses.length);
    for (const { nemeses } of mixed) expect([2, 3]).toContain(nemeses.length);
  }
});

test('all strike though there is no time for them', () => {
  const rounds = createSchedule({ ...options, forMs: 0, seed: 3 });
  expect(rounds.length).toBe(4);
});
