import type { BenchContext } from './bench.ts';
import { add, percentile, runtimeParts } from './runtime-parts.ts';

export const describe =
  'From the moment a message is due to be sent to the end of its handler, at half the throughput of one worker.';

const TENANTS = 1_000;
const TICK_MS = 5;
const SECONDS = 10;

export async function run(context: BenchContext): Promise<void> {
  const parts = await runtimeParts(context);
  const full = await capacity(parts, context.quick ? 5_000 : 60_000);
  const rate = full / 2;
  context.say(`one worker drains ${Math.round(full)} messages/s; sending ${Math.round(rate)}/s`);
  parts.start();
  await Bun.sleep(1_500);
  const due: number[] = [];
  const latencies: number[] = [];
  let counting = false;
  parts.onProbe = (probe) => {
    if (counting) latencies.push(performance.now() - (due[probe] ?? Number.NaN));
  };
  // On schedule, whether the messages before have been handled or not. What falls due in one tick shares a commit.
  const seconds = context.quick ? 2 : SECONDS;
  const startedAt = performance.now();
  let sent = 0;
  const sends = new Set<Promise<void>>();
  while (performance.now() - startedAt < (seconds + 1) * 1_000) {
    const elapsed = performance.now() - startedAt;
    counting = elapsed > 1_000;
    const messages = [];
    for (; sent < (elapsed / 1_000) * rate; sent++) {
      due.push(startedAt + (sent / rate) * 1_000);
      messages.push(add(`ten_${sent % TENANTS}`, sent));
    }
    if (messages.length > 0) {
      const send: Promise<void> = parts.send(messages).finally(() => sends.delete(send));
      sends.add(send);
    }
    await Bun.sleep(TICK_MS);
  }
  await Promise.all(sends);
  while ((await parts.waiting()) > 0) await Bun.sleep(20);
  context.say(`${latencies.length} messages counted, p50 ${percentile(latencies, 0.5).toFixed(1)} ms`);
  context.figure({ name: 'runtime.latency/p50', value: percentile(latencies, 0.5), unit: 'ms' });
  context.figure({ name: 'runtime.latency', value: percentile(latencies, 0.99), unit: 'ms', target: '< 25' });
}

async function capacity(parts: Awaited<ReturnType<typeof runtimeParts>>, count: number): Promise<number> {
  const rates: number[] = [];
  for (let round = 0; round < 3; round++) {
    for (let from = 0; from < count; from += 1_000)
      await parts.send(Array.from({ length: 1_000 }, (_, i) => add(`ten_${(from + i) % TENANTS}`)));
    const startedAt = performance.now();
    const worker = parts.start();
    while ((await parts.waiting()) > 0) await Bun.sleep(10);
    rates.push((count / (performance.now() - startedAt)) * 1_000);
    await worker.stop();
  }
  return percentile(rates, 0.5);
}
