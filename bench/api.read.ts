import { apiBench, type Round, report } from './api-parts.ts';
import type { BenchContext } from './bench.ts';
import { wireText } from './http-load.ts';

export const describe =
  'GET /v1/processes/{id} of 20,000 cases in 50 firms over 64 connections, beside an empty Elysia route.';

export async function run(context: BenchContext): Promise<void> {
  const bench = await apiBench(context);
  const requests = bench.firms
    .flatMap(({ key, processIds }) => processIds.map((id) => wireText('GET', `/v1/processes/${id}`, key)))
    // In no order: neither firms nor pages of a table follow each other.
    .sort((a, b) => Number(Bun.hash(a) - Bun.hash(b)));
  const rounds: Round[] = [];
  for (let round = 0; round < (context.quick ? 1 : 3); round++) {
    rounds.push(await bench.round(200, () => requests, false));
    context.say(`round ${round}: ${JSON.stringify(rounds.at(-1))}`);
  }
  report(context, 'api.read', rounds);
}
