import type { BenchContext } from './bench.ts';
import { add, median, percentile, type RuntimeParts, runtimeParts } from './runtime-parts.ts';

export const describe =
  'p99 from send to handled of a firm with one job while another has 100,000 waiting, and without it.';

const EVERY_MS = 10;
const QUIET = 100;

export async function run(context: BenchContext): Promise<void> {
  const whale = context.quick ? 5_000 : 100_000;
  const probes = context.quick ? 50 : 400;
  const rounds = context.quick ? 1 : 5;
  const parts = await runtimeParts(context);
  const worker = parts.start();
  await Bun.sleep(1_500);
  await probe(parts, 100);
  const unloaded: number[] = [];
  const loaded: number[] = [];
  for (let round = 0; round < rounds; round++) {
    unloaded.push(percentile(await probe(parts, probes), 0.99));
    await parts.pause(true, worker);
    for (let sent = 0; sent < whale; sent += 1_000)
      await parts.send(Array.from({ length: 1_000 }, () => add('whale')));
    // The road has settled: only the backlog is measured, not its sending.
    await Bun.sleep(1_000);
    await parts.pause(false, worker);
    let waiting = true;
    const drained = (async () => {
      while ((await parts.waiting()) > 200) await Bun.sleep(50);
      waiting = false;
    })();
    loaded.push(percentile(await probe(parts, probes, () => waiting), 0.99));
    await drained;
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

/** Sends single messages of many quiet firms on schedule; answers each one's milliseconds to its handler. */
async function probe(
  parts: RuntimeParts,
  count: number,
  goOn: () => boolean = () => true,
): Promise<number[]> {
  const latencies: number[] = [];
  const due: number[] = [];
  parts.onProbe = (n) => void latencies.push(performance.now() - (due[n] ?? Number.NaN));
  const startedAt = performance.now();
  let sent = 0;
  for (; sent < count && goOn(); sent++) {
    const at = startedAt + sent * EVERY_MS;
    await Bun.sleep(Math.max(0, at - performance.now()));
    due[sent] = at;
    void parts.send([add(`quiet_${sent % QUIET}`, sent)]);
  }
  while (latencies.length < sent) await Bun.sleep(5);
  return latencies;
}
