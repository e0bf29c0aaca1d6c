import { parseArgs } from 'node:util';

/** What a run is made of. */
export interface ChaosOptions {
  seed: number;
  /** Messages of the engine, with what they lead to. */
  messages: number;
  tenants: number;
  /** Of attack; starting, draining and the verdict come on top. */
  minutes: number;
  /** All when empty. */
  nemeses: string[];
  /** Processes of each worker kind. */
  workers: number;
  /** Where the report goes, JSON. */
  out?: string;
  /** Judges the memory: for runs of several minutes. */
  soak: boolean;
}

export const USAGE = `usage: bun run chaos [--seed 1] [--messages 100000] [--tenants 200] [--minutes 10] [--workers 2]
                     [--nemesis name,name] [--out report.json] [--soak]`;

/** @throws Error that lists every problem */
export function readOptions(args: string[], known: readonly string[]): ChaosOptions {
  const { values } = parseArgs({
    args,
    options: {
      seed: { type: 'string', default: '1' },
      messages: { type: 'string', default: '100000' },
      tenants: { type: 'string', default: '200' },
      minutes: { type: 'string', default: '10' },
      workers: { type: 'string', default: '2' },
      nemesis: { type: 'string', default: '' },
      out: { type: 'string' },
      soak: { type: 'boolean', default: false },
    },
  });
  const problems: string[] = [];
  const number = (name: 'seed' | 'messages' | 'tenants' | 'minutes' | 'workers', least: number) => {
    const value = Number(values[name]);
    if (Number.isFinite(value) && value >= least) return value;
    problems.push(`--${name} is "${values[name]}": give a number from ${least}`);
    return least;
  };
  const nemeses = values.nemesis.split(',').filter((name) => name !== '');
  for (const name of nemeses)
    if (!known.includes(name)) problems.push(`there is no nemesis "${name}"; known are ${known.join(', ')}`);
  const options = {
    seed: number('seed', 0),
    messages: number('messages', 1),
    tenants: number('tenants', 1),
    minutes: number('minutes', 0),
    workers: number('workers', 1),
    nemeses,
    out: values.out,
    soak: values.soak,
  };
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return options;
}
