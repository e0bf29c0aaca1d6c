import { parseArgs } from 'node:util';

export interface LoadOptions {
  /** Requests a second; undefined looks for the knee. */
  rate: number | undefined;
  /** Of each step, counted; the first one is preceded by a warm-up. */
  seconds: number;
  firms: number;
  /** Cases of each firm. */
  cases: number;
  /** Movements that courts publish in a second. */
  movements: number;
  seed: number;
}

/** @throws TypeError that says what is wrong with the command line */
export function parseLoadOptions(args: readonly string[]): LoadOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rate: { type: 'string' },
      seconds: { type: 'string', default: '10' },
      firms: { type: 'string', default: '1000' },
      cases: { type: 'string', default: '10' },
      movements: { type: 'string', default: '20' },
      seed: { type: 'string', default: '1' },
    },
  });
  const number = (name: keyof typeof values, least: number, most: number) => {
    const value = Number(values[name]);
    if (Number.isInteger(value) && value >= least && value <= most) return value;
    throw new TypeError(`--${name} must be a whole number from ${least} to ${most}`);
  };
  return {
    rate: values.rate === undefined ? undefined : number('rate', 1, 50_000),
    seconds: number('seconds', 2, 600),
    firms: number('firms', 1, 10_000),
    cases: number('cases', 1, 1_000),
    movements: number('movements', 0, 1_000),
    seed: number('seed', 0, 2 ** 31),
  };
}
