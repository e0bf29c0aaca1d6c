import type { BenchContext } from './bench.ts';
import { createLoad } from './runtime-load.ts';
import { add } from './runtime-messages.ts';
import { median, percentile, runtimeParts } from './runtime-parts.ts';

export const describe =
  'p99 from send to handled of a firm with one job while another has 100,000 waiting, and without it.';

const RATE = 100;
const QUIET = 100;

export async function run(context: BenchContext): Promise<void> {
  const whale = context.quick ? 5_000 : 100_000;
  const seconds = context.quick ? 0.5 : 4;
  const rounds = context.quick ? 1 : 5;
  const parts = await runtimeParts(context);
  const load = await createLoad(context, parts);
  const worker = parts.start();
  await Bun.sleep(1_500);
  /** p99 of single messages of many quiet firms, sent on schedule by another process. */
  const probe = async (counts?: () => boolean) => {
    const { latencies } = await load.run({ rate: RATE, seconds, tenants: QUIET, counts });
    return percentile(latencies, 0.99);
  };
  await probe();
  const unloaded: number[] = [];
  const loaded: number[] = [];
  for (let round = 0; round < rounds; round++) {
    unloaded.push(await probe());
    await parts.pause(true, worker);
    for (let sent = 0; sent < whale; sent += 1_000)
      await parts.send(Array.from({ length: 1_000 }, () => add('whale')));
    // The road has settled: only the backlog is measured, not its sending.
    await Bun.sleep(1_000);
    await parts.pause(false, worker);
    const end = parts.handled + whale;
    loaded.push(await probe(() => parts.handled < end));
    await parts.drained(end);
    context.say(
      `round ${round}: p99 ${unloaded.at(-1)?.toFixed(1)} ms alone, ${loaded.at(-1)?.toFixed(1)} ms beside the whale`,
    );
  }
  const [value, alone] = [median(loaded), median(unloaded)];
  context.figure({
    name: 'runtime.fairness',
    value,
    unit: 'ms',
    peer: { name: 'unloaded', value: alone },
    ratio: value / alone,
    target: '<= 2',
  });
}
