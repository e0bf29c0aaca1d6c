import { parseArgs } from 'node:util';
import { courtByAlias } from '../../actors/contracts/courts.ts';
import type { SandboxOptions } from './server.ts';

export interface CliOptions extends SandboxOptions {
  /** Milliseconds between the demonstration's movements; null leaves it still. */
  demoEveryMs: number | null;
}

/** Every setting: its flag, its variable, its default, what it is. */
export const SETTINGS = [
  ['port', 'SANDBOX_PORT', '3900', 'port; 0 takes a free one'],
  ['host', 'SANDBOX_HOST', '127.0.0.1', 'address to listen on'],
  ['key', 'SANDBOX_KEY', 'sandbox-key', 'the API key to accept'],
  ['cases', 'SANDBOX_CASES', '50', 'invented case numbers per court; 0 for none'],
  ['courts', 'SANDBOX_COURTS', '', 'comma-separated aliases; twenty courts when empty'],
  ['movements', 'SANDBOX_MOVEMENTS', '', 'movements per document; 4 to 60 when empty'],
  ['seed', 'SANDBOX_SEED', 'direito-lux', 'the same seed gives the same cases'],
  ['oddities', 'SANDBOX_ODDITIES', '1', 'rate of the defects of real data; 0 for none'],
  ['folder', 'SANDBOX_FOLDER', '', 'folder of real _search answers to load'],
  ['rate-per-minute', 'SANDBOX_RATE_PER_MINUTE', '120', 'requests in a minute before 429; 0 for no ceiling'],
  ['lag-ms', 'SANDBOX_LAG_MS', '0', 'milliseconds until a change shows'],
  ['gateway-ms', 'SANDBOX_GATEWAY_MS', '60000', 'when the gateway cuts a search over all indexes'],
  ['demo', 'SANDBOX_DEMO', 'true', 'load the demonstration cases'],
  [
    'demo-every-ms',
    'SANDBOX_DEMO_EVERY_MS',
    '0',
    'milliseconds between their movements; 0 leaves them still',
  ],
] as const;

type Name = (typeof SETTINGS)[number][0];

/**
 * Reads flags (`--port 3900`) and variables (`SANDBOX_PORT`); a flag wins.
 *
 * @throws Error that lists every problem at once
 */
export function readOptions(args: string[], env: Record<string, string | undefined>): CliOptions {
  const given = parseArgs({
    args,
    options: Object.fromEntries(SETTINGS.map(([name]) => [name, { type: 'string' as const }])),
  }).values as Partial<Record<Name, string>>;
  const problems: string[] = [];
  const text = (name: Name) => {
    const setting = SETTINGS.find(([flag]) => flag === name);
    return (given[name] ?? env[setting?.[1] ?? ''] ?? setting?.[2] ?? '').trim();
  };
  const number = (name: Name, max: number, whole = true) => {
    const value = Number(text(name));
    if (text(name) !== '' && value >= 0 && value <= max && (!whole || Number.isInteger(value))) return value;
    problems.push(`--${name} is "${text(name)}": give a ${whole ? 'whole ' : ''}number from 0 to ${max}`);
    return 0;
  };
  const courts =
    text('courts') === ''
      ? undefined
      : text('courts')
          .split(',')
          .map((alias) => alias.trim());
  for (const alias of courts ?? []) {
    if (!courtByAlias(alias))
      problems.push(`--courts has "${alias}": use aliases such as tjsp, trf4, tre-dft`);
  }
  if (!['true', 'false'].includes(text('demo')))
    problems.push(`--demo is "${text('demo')}": give true or false`);
  if (text('key') === '') problems.push('--key is empty: give the key to accept');
  const movements = text('movements') === '' ? undefined : number('movements', 10_000);
  const cases = number('cases', 1_000_000);
  const options: CliOptions = {
    port: number('port', 65_535),
    hostname: text('host'),
    key: text('key'),
    demo: text('demo') === 'true',
    ratePerMinute: number('rate-per-minute', 1_000_000) || null,
    lagMs: number('lag-ms', 2_000_000_000),
    gatewayMs: number('gateway-ms', 240_000),
    demoEveryMs: number('demo-every-ms', 86_400_000) || null,
    ...(text('folder') === '' ? {} : { folder: text('folder') }),
    ...(cases === 0
      ? {}
      : {
          generate: {
            courts,
            casesPerCourt: cases,
            movementsPerCase: movements,
            seed: text('seed'),
            oddities: number('oddities', 100, false),
          },
        }),
  };
  if (options.demoEveryMs !== null && !options.demo) problems.push('--demo-every-ms needs --demo true');
  if (problems.length > 0)
    throw new Error(`The sandbox cannot start:\n${problems.map((one) => `  - ${one}`).join('\n')}`);
  return options;
}
