import pino from 'pino';
import { openBroker } from '../actors/runtime/nats/connection.ts';
import { createRoad } from '../actors/runtime/nats/road.ts';
import { insertMessages } from '../actors/runtime/outbox.ts';
import { createPool } from '../db/pool.ts';
import { add } from './runtime-messages.ts';

/** How a stretch of sending goes; sent to this process by IPC. */
export interface SendPlan {
  /** Messages a second, over so many firms in turn. */
  rate: number;
  tenants: number;
  count: number;
}

/** What this process tells: that it is ready, when message 0 is due, what became of the stretch. */
export type SenderNews =
  | { news: 'ready' }
  /** Unix milliseconds; message n is due n / rate seconds later. */
  | { news: 'begins'; at: number }
  | { news: 'sent' };

/** What falls due in so many milliseconds shares a commit. */
const TICK_MS = 5;

// Sends on schedule, whether what was sent before has been handled or not. A process of its own, as the API is one in
// the product: the worker's event loop does not send what it handles. `runtime-load.ts` starts it.
const { BENCH_DATABASE: url = '', BENCH_NATS: natsUrl = '' } = process.env;
const log = pino({ level: 'error' }, process.stderr);
const pool = createPool({ url, name: 'bench-send', max: 4, onError: console.error });
const broker = openBroker({ url: natsUrl, name: 'bench-send', inboxPrefix: '_INBOX_worker', log });
await new Promise<void>((resolve) => broker.onConnected(resolve));
const road = createRoad(broker);

const tell = (news: SenderNews) => void process.send?.(news);
/** The clock that the processes of one machine share. */
const now = () => performance.timeOrigin + performance.now();

async function run({ rate, tenants, count }: SendPlan): Promise<void> {
  const startsAt = now() + 50;
  tell({ news: 'begins', at: startsAt });
  const underWay = new Set<Promise<void>>();
  for (let sent = 0; sent < count; ) {
    await Bun.sleep(TICK_MS);
    const due = Math.min(count, Math.floor(((now() - startsAt) / 1_000) * rate));
    if (due <= sent) continue;
    const one: Promise<void> = send(sent, due, tenants).finally(() => underWay.delete(one));
    underWay.add(one);
    sent = due;
  }
  await Promise.all(underWay);
  tell({ news: 'sent' });
}

async function send(from: number, to: number, tenants: number): Promise<void> {
  const messages = Array.from({ length: to - from }, (_, i) => add(`ten_${(from + i) % tenants}`, from + i));
  await insertMessages(pool, messages);
  road.publish(messages);
}

process.on('message', (plan: SendPlan) => void run(plan));
process.on('disconnect', () => process.exit(0));
tell({ news: 'ready' });
