import { join } from 'node:path';
import { newId } from '../actors/contracts/ids.ts';
import { createPool } from '../db/pool.ts';
import type { BenchContext } from './bench.ts';
import { createCpuMeter } from './cpu-meter.ts';
import { type NotifyFirm, notifyFirms } from './notify-firms.ts';
import { percentile } from './runtime-parts.ts';

export const describe =
  'From the commit of a movement to its webhook in the hands of the receiver (the later of two), at 100 movements/s, each in a commit of its own.';

const FIRMS = 20;
const RATE = 100;
const TICK_MS = 5;

export async function run(context: BenchContext): Promise<void> {
  const parts = await notifyFirms(context);
  const received = new Map<string, number>();
  const server = Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    async fetch(request) {
      // Two endpoints of each firm are sent each event; what counts is the later one.
      const { eventId } = (await request.json()) as { eventId: string };
      received.set(eventId, performance.now());
      arrived++;
      return new Response('ok');
    },
  });
  let arrived = 0;
  context.onEnd(() => server.stop(true));
  const firms: NotifyFirm[] = [];
  for (let i = 0; i < FIRMS; i++) firms.push(await parts.firm(`http://127.0.0.1:${server.port}`));
  const worker = await startNotifier(context, parts.environment);
  const watcher = createPool({
    url: parts.servers.urls.runtime,
    name: 'watch',
    max: 1,
    onError: console.error,
  });
  context.onEnd(() => watcher.end());
  const meter = createCpuMeter(
    watcher,
    { worker, 'sender and receiver': process.pid, nats: parts.servers.nats.pid },
    { "the worker's Postgres": 'lux-notifier', "the sender's Postgres": 'bench' },
  );
  await meter.start();
  const seconds = context.quick ? 3 : 20;

  const committed = new Map<string, number>();
  const commitTimes: number[] = [];
  const startedAt = performance.now();
  const commits = new Set<Promise<void>>();
  let sent = 0;
  while (performance.now() - startedAt < (seconds + 2) * 1_000) {
    for (; sent < ((performance.now() - startedAt) / 1_000) * RATE; sent++) {
      const eventId = newId('event');
      const firm = firms[sent % FIRMS] as NotifyFirm;
      const dueAt = startedAt + (sent / RATE) * 1_000;
      const commit: Promise<void> = firm
        .move([eventId])
        .then(() => {
          committed.set(eventId, performance.now());
          commitTimes.push(performance.now() - dueAt);
        })
        .finally(() => commits.delete(commit));
      commits.add(commit);
    }
    await Bun.sleep(TICK_MS);
  }
  await Promise.all(commits);
  await until(() => arrived >= sent * 2);
  context.say(`CPU a movement: ${await meter.since(sent)}`);
  // The first two seconds warm up.
  const latencies = [...committed].flatMap(([eventId, at]) =>
    at - startedAt < 2_000 ? [] : Math.max(0, (received.get(eventId) ?? Number.NaN) - at),
  );
  context.say(
    `${arrived} webhooks for ${sent} movements; their commits took ${percentile(commitTimes, 0.5).toFixed(1)} ms, p99 ${percentile(commitTimes, 0.99).toFixed(1)} ms`,
  );
  context.figure({ name: 'notify.end_to_end/p50', value: percentile(latencies, 0.5), unit: 'ms' });
  context.figure({
    name: 'notify.end_to_end',
    value: percentile(latencies, 0.99),
    unit: 'ms',
    target: '< 1000',
  });

  const burst = context.quick ? 100 : 500;
  const before = arrived;
  const burstAt = performance.now();
  await Promise.all(firms.map((firm) => firm.move(Array.from({ length: burst }, () => newId('event')))));
  await until(() => arrived >= before + burst * FIRMS * 2);
  const rate = ((burst * FIRMS * 2) / (performance.now() - burstAt)) * 1_000;
  context.figure({ name: 'notify.burst', value: rate, unit: 'webhooks/s' });
}

/** The worker as it is run in production, in a process of its own; answers its pid. */
async function startNotifier(context: BenchContext, environment: Record<string, string>): Promise<number> {
  // BENCH_BUN_FLAGS=--cpu-prof shows where its time goes.
  const flags = process.env.BENCH_BUN_FLAGS?.split(' ').filter(Boolean) ?? [];
  const child = Bun.spawn([process.execPath, ...flags, join(import.meta.dir, '../workers/notifier.ts')], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  context.onEnd(async () => {
    child.kill('SIGTERM');
    await child.exited;
  });
  await Bun.sleep(3_000);
  return child.pid;
}

async function until(done: () => boolean): Promise<void> {
  const givesUpAt = performance.now() + 120_000;
  while (!done()) {
    if (performance.now() > givesUpAt) throw new Error('webhooks are missing');
    await Bun.sleep(5);
  }
}
