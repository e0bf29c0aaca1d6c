import { createRandom, seedOf } from '../datajud-sandbox/data/random.ts';

/** A stretch of time in which some nemeses strike together. */
export interface Round {
  nemeses: string[];
  holdMs: number;
  /** Of whatever they choose. */
  seed: number;
}

export interface ScheduleOptions {
  seed: number;
  nemeses: readonly string[];
  /** What is left of the run when the cluster is up. */
  forMs: number;
  shortestMs: number;
  longestMs: number;
}

/** Of each round, for the recovery after it. */
export const RECOVERY_MS = 5_000;
const MIXED = 2;

/**
 * Which nemeses strike when. First each alone, in an order of its own for each seed; then mixtures of two or three, until the time is used up.
 * Every nemesis is in it at least once, whatever the time.
 */
export function createSchedule({ seed, nemeses, forMs, shortestMs, longestMs }: ScheduleOptions): Round[] {
  const random = createRandom(seedOf('schedule', seed));
  const rounds: Round[] = [];
  let used = 0;
  const add = (names: string[]) => {
    const holdMs = random.int(shortestMs, longestMs);
    rounds.push({ nemeses: names, holdMs, seed: random.int(1, 1e9) });
    used += holdMs + RECOVERY_MS;
  };
  for (const name of shuffled(nemeses)) add([name]);
  while (used < forMs && nemeses.length > 1)
    add(shuffled(nemeses).slice(0, MIXED + (random.chance(0.4) ? 1 : 0)));
  while (used < forMs) add([...nemeses]);
  return rounds;

  function shuffled(names: readonly string[]): string[] {
    return names
      .map((name) => ({ name, at: random.next() }))
      .sort((a, b) => a.at - b.at)
      .map(({ name }) => name);
  }
}
