import type { BenchContext } from './bench.ts';
import { createCpuMeter } from './cpu-meter.ts';
import type { RuntimeParts } from './runtime-parts.ts';
import type { SenderNews, SendPlan } from './runtime-sender.ts';

export interface LoadPlan {
  /** Messages a second. */
  rate: number;
  /** That are counted. */
  seconds: number;
  /** Firms that they are sent to in turn. */
  tenants: number;
  /** Sent before, and not counted. */
  warmUpSeconds?: number;
  /** Whether what is handled now counts. */
  counts?: () => boolean;
}

export interface Load {
  /** Milliseconds from due to be sent to handled, of each message that was counted. */
  latencies: number[];
  /** Processor time a message, of each part. */
  cpu: string;
}

/** Sends from another process to a worker in this one, at a given rate, and listens when each message is handled. */
export async function createLoad(
  context: BenchContext,
  parts: RuntimeParts,
): Promise<{ run(plan: LoadPlan): Promise<Load> }> {
  const { urls, nats } = parts.servers;
  let heard: (news: SenderNews) => void = () => {};
  const ready = new Promise<void>((resolve) => {
    heard = () => resolve();
  });
  // BENCH_BUN_FLAGS=--cpu-prof shows where the sender's time goes.
  const flags = process.env.BENCH_BUN_FLAGS?.split(' ').filter(Boolean) ?? [];
  const sender = Bun.spawn([process.execPath, ...flags, `${import.meta.dir}/runtime-sender.ts`], {
    env: { ...process.env, BENCH_DATABASE: urls.runtime, BENCH_NATS: nats.urls.worker },
    stdio: ['ignore', 'inherit', 'inherit'],
    ipc: (news: SenderNews) => heard(news),
  });
  context.onEnd(async () => {
    sender.disconnect();
    await sender.exited;
  });
  await ready;

  const meter = createCpuMeter(
    parts.runtime,
    { worker: process.pid, sender: sender.pid, nats: nats.pid },
    { "the worker's Postgres": 'bench-work', "the sender's Postgres": 'bench-send' },
  );

  return {
    async run({ rate, seconds, tenants, warmUpSeconds = 0, counts = () => true }) {
      const plan: SendPlan = { rate, tenants, count: Math.round(rate * (seconds + warmUpSeconds)) };
      const latencies: number[] = [];
      let handled = 0;
      let startsAt = Number.NaN;
      parts.onProbe = (n) => {
        handled++;
        const late = performance.timeOrigin + performance.now() - startsAt - (n / rate) * 1_000;
        if (n >= rate * warmUpSeconds && counts()) latencies.push(late);
      };
      await meter.start();
      const sent = new Promise<void>((resolve) => {
        heard = (news) => {
          if (news.news === 'begins') startsAt = news.at;
          if (news.news === 'sent') resolve();
        };
      });
      sender.send(plan);
      await sent;
      while (handled < plan.count) await Bun.sleep(20);
      return { latencies, cpu: await meter.since(plan.count) };
    },
  };
}
