import { inventedNumber } from './api-firms.ts';
import { apiBench, type Round, report } from './api-parts.ts';
import type { BenchContext } from './bench.ts';
import { wireText } from './http-load.ts';

export const describe =
  'POST /v1/processes, each of a number that nobody watches yet, by 50 firms over 64 connections, beside an empty Elysia route.';

/** More than can be registered in one round. */
const NUMBERS = 60_000;
const FIRST = 1_000_000;

export async function run(context: BenchContext): Promise<void> {
  const bench = await apiBench(context);
  let next = FIRST;
  const requests = () =>
    Array.from({ length: context.quick ? 5_000 : NUMBERS }, (_, i) => {
      const { key } = bench.firms[i % bench.firms.length] as (typeof bench.firms)[number];
      const body = { number: inventedNumber(next++), label: `Ávila x Município ${i}`, tags: ['cível'] };
      return wireText('POST', '/v1/processes', key, body);
    });
  const rounds: Round[] = [];
  for (let round = 0; round < (context.quick ? 1 : 3); round++) {
    rounds.push(await bench.round(201, requests, true));
    context.say(`round ${round}: ${JSON.stringify(rounds.at(-1))}`);
  }
  report(context, 'api.register', rounds);
}
