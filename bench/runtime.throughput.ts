import { Worker as BullWorker, Queue } from 'bullmq';
import type { BenchContext } from './bench.ts';
import { add } from './runtime-messages.ts';
import { median, type RuntimeParts, runtimeParts } from './runtime-parts.ts';

export const describe =
  'Stateful messages a second with exactly-once effect, drained by one worker process, beside no-op jobs of BullMQ.';

const BATCH = 500;
const SENDERS = 4;
const TENANTS = 1_000;
const BULL_CONCURRENCY = 100;

export async function run(context: BenchContext): Promise<void> {
  const count = context.quick ? 5_000 : 60_000;
  const rounds = context.quick ? 1 : 5;
  const parts = await runtimeParts(context);
  const connection = { host: '127.0.0.1', port: (await context.redis()).port, maxRetriesPerRequest: null };
  const ours: Rates[] = [];
  const bull: Rates[] = [];
  // In turns, so that whatever else the machine does hits both.
  for (let round = 0; round <= rounds; round++) {
    const measured = [await measureOurs(parts, count), await measureBull(connection, count)] as const;
    context.say(`round ${round}: ${JSON.stringify(measured)}`);
    // The first round warms up.
    if (round > 0 || context.quick) {
      ours.push(measured[0]);
      bull.push(measured[1]);
    }
  }
  const figure = (name: string, of: (rates: Rates) => number, target: string) => {
    const [value, peer] = [median(ours.map(of)), median(bull.map(of))];
    context.figure({
      name,
      value,
      unit: 'messages/s',
      peer: { name: 'bullmq', value: peer },
      ratio: value / peer,
      target,
    });
  };
  figure('runtime.throughput', (r) => r.drained, '>= 2');
  figure('runtime.throughput/send', (r) => r.sent, '>= 1');
}

/** Per second. */
interface Rates {
  sent: number;
  drained: number;
}

async function inBatches(
  count: number,
  send: (from: number, to: number) => Promise<unknown>,
): Promise<number> {
  const startedAt = performance.now();
  let next = 0;
  const sender = async () => {
    for (let from = next; from < count; from = next) {
      next += BATCH;
      await send(from, Math.min(count, from + BATCH));
    }
  };
  await Promise.all(Array.from({ length: SENDERS }, sender));
  return (count / (performance.now() - startedAt)) * 1_000;
}

async function measureOurs(parts: RuntimeParts, count: number): Promise<Rates> {
  const sent = await inBatches(count, (from, to) =>
    parts.send(Array.from({ length: to - from }, (_, i) => add(`ten_${(from + i) % TENANTS}`))),
  );
  const before = await sum(parts);
  const [handled, startedAt] = [parts.handled, performance.now()];
  const worker = parts.start();
  await parts.drained(handled + count);
  const drained = (count / (performance.now() - startedAt)) * 1_000;
  await worker.stop();
  if ((await sum(parts)) !== before + count) throw new Error('a message was lost or counted twice');
  return { sent, drained };
}

async function sum(parts: RuntimeParts): Promise<number> {
  const { rows } = await parts.runtime.query(
    `select coalesce(sum((state->>'sum')::int), 0)::int as sum from rt.actor_states`,
  );
  return rows[0].sum;
}

async function measureBull(connection: { host: string; port: number }, count: number): Promise<Rates> {
  const name = `bench-${crypto.randomUUID().slice(0, 8)}`;
  const options = { removeOnComplete: true, removeOnFail: true };
  const queue = new Queue(name, { connection });
  await queue.waitUntilReady();
  const sent = await inBatches(count, (from, to) =>
    queue.addBulk(Array.from({ length: to - from }, () => ({ name: 'add', data: { n: 1 }, opts: options }))),
  );
  let handled = 0;
  const startedAt = performance.now();
  const drained = await new Promise<number>((resolve) => {
    const worker = new BullWorker(name, async () => void handled++, {
      connection,
      concurrency: BULL_CONCURRENCY,
    });
    worker.on('completed', () => {
      if (handled < count) return;
      resolve((count / (performance.now() - startedAt)) * 1_000);
      void worker.close();
    });
  });
  await queue.obliterate({ force: true });
  await queue.close();
  return { sent, drained };
}
