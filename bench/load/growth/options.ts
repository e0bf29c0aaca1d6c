import { parseArgs } from 'node:util';

export interface GrowthOptions {
  /** Watched cases at 1x. */
  cases: number;
  /** Ascending. */
  factors: number[];
  /** Each has as many cases as any other: the one that is looked at grows with the rest. */
  firms: number;
}

/** A firm's first page should be full at 1x, or it grows for want of cases. */
const CASES_OF_A_FIRM = 100;

/** @throws TypeError that says what is wrong with the command line */
export function parseGrowthOptions(args: readonly string[]): GrowthOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      cases: { type: 'string', default: '10000' },
      factors: { type: 'string', default: '1,10,100' },
      firms: { type: 'string', default: '100' },
    },
  });
  const [cases, firms] = [Number(values.cases), Number(values.firms)];
  const factors = values.factors.split(',').map(Number);
  if (!Number.isInteger(firms) || firms < 2 || firms > 1_000)
    throw new TypeError('--firms must be a whole number from 2 to 1000');
  const fewest = CASES_OF_A_FIRM * firms;
  if (!Number.isInteger(cases) || cases < fewest || cases > 1_000_000)
    throw new TypeError(
      `--cases must be a whole number from ${fewest} to 1000000: ${CASES_OF_A_FIRM} for each of ${firms} firms`,
    );
  if (factors.some((factor, i) => !Number.isInteger(factor) || factor <= (factors[i - 1] ?? 0)))
    throw new TypeError('--factors must be whole numbers that rise, as 1,10,100');
  return { cases, factors, firms };
}
