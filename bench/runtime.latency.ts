import type { BenchContext } from './bench.ts';
import { createLoad } from './runtime-load.ts';
import { add } from './runtime-messages.ts';
import { percentile, type RuntimeParts, runtimeParts } from './runtime-parts.ts';

export const describe =
  'From the moment a message is due to be sent to the end of its handler, at half the throughput of one worker; another process sends.';

const TENANTS = 1_000;
const TARGET_MS = 25;
/** Messages a second, tried one after the other until the target is missed. */
const LADDER = [500, 1_000, 2_000, 3_000, 4_000, 5_000, 6_000, 7_000, 8_000, 10_000, 12_000, 14_000, 16_000];

export async function run(context: BenchContext): Promise<void> {
  const parts = await runtimeParts(context);
  const full = await capacity(parts, context.quick ? 5_000 : 60_000);
  const load = await createLoad(context, parts);
  parts.start();
  await Bun.sleep(1_500);

  async function measure(rate: number, seconds: number): Promise<{ p50: number; p99: number }> {
    const { latencies, cpu } = await load.run({
      rate,
      seconds: context.quick ? 2 : seconds,
      tenants: TENANTS,
      warmUpSeconds: 2,
    });
    const [middle, tail] = [percentile(latencies, 0.5), percentile(latencies, 0.99)];
    context.say(
      `${Math.round(rate)}/s: p50 ${middle.toFixed(1)} ms, p99 ${tail.toFixed(1)} ms; CPU a message: ${cpu}`,
    );
    return { p50: middle, p99: tail };
  }

  context.say(`one worker drains ${Math.round(full)} messages/s`);
  const half = await measure(full / 2, 10);
  context.figure({ name: 'runtime.latency/p50', value: half.p50, unit: 'ms' });
  context.figure({ name: 'runtime.latency', value: half.p99, unit: 'ms', target: `< ${TARGET_MS}` });
  let knee = 0;
  for (const rate of context.quick ? LADDER.slice(0, 2) : LADDER) {
    if ((await measure(rate, 5)).p99 >= TARGET_MS) break;
    knee = rate;
  }
  context.figure({ name: 'runtime.latency/knee', value: knee, unit: 'messages/s' });
}

async function capacity(parts: RuntimeParts, count: number): Promise<number> {
  const rates: number[] = [];
  for (let round = 0; round < 3; round++) {
    for (let from = 0; from < count; from += 1_000)
      await parts.send(Array.from({ length: 1_000 }, (_, i) => add(`ten_${(from + i) % TENANTS}`)));
    const [before, startedAt] = [parts.handled, performance.now()];
    const worker = parts.start();
    await parts.drained(before + count);
    rates.push((count / (performance.now() - startedAt)) * 1_000);
    await worker.stop();
  }
  return percentile(rates, 0.5);
}
