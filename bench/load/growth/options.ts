import { parseArgs } from 'node:util';

export interface GrowthOptions {
  /** Watched cases at 1x. */
  cases: number;
  /** Ascending. */
  factors: number[];
}

/** @throws TypeError that says what is wrong with the command line */
export function parseGrowthOptions(args: readonly string[]): GrowthOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      cases: { type: 'string', default: '10000' },
      factors: { type: 'string', default: '1,10,100' },
    },
  });
  const cases = Number(values.cases);
  const factors = values.factors.split(',').map(Number);
  if (!Number.isInteger(cases) || cases < 20 * FIRMS || cases > 1_000_000)
    throw new TypeError(`--cases must be a whole number from ${20 * FIRMS} to 1000000`);
  if (factors.some((factor, i) => !Number.isInteger(factor) || factor <= (factors[i - 1] ?? 0)))
    throw new TypeError('--factors must be whole numbers that rise, as 1,10,100');
  return { cases, factors };
}

/** Each has as many cases as any other: the one that is looked at grows with the rest. */
export const FIRMS = 100;
