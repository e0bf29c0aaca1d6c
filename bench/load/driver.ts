import { answerLength, answerStatus } from '../http-answer.ts';
import { createLatencies, type Latencies } from './latencies.ts';
import type { Arrival, Kind } from './mix.ts';

/** What the driver is told on stdin. */
export interface LoadPlan {
  port: number;
  connections: number;
  arrivals: Arrival[];
  /** Arrivals before this many milliseconds are sent and not counted. */
  countFromMs: number;
  /** How long it waits for answers after the last arrival. */
  patienceMs: number;
}

/** What it says on stdout. */
export interface LoadReport {
  edge: Latencies;
  kinds: Partial<Record<Kind, Latencies>>;
  /** Answers that were not 2xx, by status, `none` of those that did not come, and connections that could not be had again. */
  failures: Record<string, number>;
  /** Answers a second while arrivals were counted. */
  perSecond: number;
  cpuMs: number;
}

interface Connection {
  arrival: Arrival | undefined;
  part: Buffer;
}

/**
 * An open loop, as a process of its own: a request is due when it is due, and its latency counts from then, whether there
 * was a connection free for it or not. A slow answer delays what is behind it, and that shows.
 */
async function drive(plan: LoadPlan): Promise<LoadReport> {
  const edge = createLatencies();
  const kinds = new Map<Kind, ReturnType<typeof createLatencies>>();
  const failures: Record<string, number> = {};
  const free: Bun.Socket<Connection>[] = [];
  const waiting: Arrival[] = [];
  const open = new Set<Arrival>();
  let next = 0;
  let lastAnswer = 0;
  let startedAt = 0;
  const now = () => performance.now() - startedAt;

  function settle(arrival: Arrival, status: string): void {
    open.delete(arrival);
    if (arrival.at < plan.countFromMs) return;
    lastAnswer = now();
    edge.record(lastAnswer - arrival.at);
    const own = kinds.get(arrival.kind) ?? createLatencies();
    kinds.set(arrival.kind, own);
    own.record(lastAnswer - arrival.at);
    if (status[0] !== '2') failures[status] = (failures[status] ?? 0) + 1;
  }

  function serve(): void {
    while (next < waiting.length && free.length > 0) {
      // The one that has rested longest: a server ends what rests too long.
      const socket = free.shift() as Bun.Socket<Connection>;
      const arrival = waiting[next++] as Arrival;
      socket.data.arrival = arrival;
      socket.write(arrival.text);
    }
  }

  const socket: Bun.SocketHandler<Connection> = {
    data(from, data) {
      const bytes = from.data.part.length === 0 ? data : Buffer.concat([from.data.part, data]);
      if (answerLength(bytes) === 0) {
        from.data.part = Buffer.from(bytes);
        return;
      }
      const { arrival } = from.data;
      from.data = { arrival: undefined, part: Buffer.alloc(0) };
      if (arrival) settle(arrival, answerStatus(bytes));
      free.push(from);
      serve();
    },
    // A server ends what was idle for long, and what is written to an ended connection is gone without a word.
    close(from) {
      const place = free.indexOf(from);
      if (place >= 0) free.splice(place, 1);
      if (from.data.arrival) settle(from.data.arrival, 'closed');
      void connect().then(
        (fresh) => {
          free.push(fresh);
          serve();
        },
        () => {
          failures['no connection'] = (failures['no connection'] ?? 0) + 1;
        },
      );
    },
  };
  const connect = () =>
    Bun.connect({
      hostname: '127.0.0.1',
      port: plan.port,
      data: { arrival: undefined, part: Buffer.alloc(0) },
      socket,
    });
  free.push(...(await Promise.all(Array.from({ length: plan.connections }, connect))));

  startedAt = performance.now();
  for (const arrival of plan.arrivals) {
    while (arrival.at > now()) await Bun.sleep(Math.max(1, Math.floor(arrival.at - now())));
    open.add(arrival);
    waiting.push(arrival);
    serve();
  }
  const givesUpAt = now() + plan.patienceMs;
  while (open.size > 0 && now() < givesUpAt) await Bun.sleep(5);
  // What is still open has taken at least so long.
  for (const arrival of open) settle(arrival, 'none');
  const { user, system } = process.cpuUsage();
  return {
    edge: edge.read(),
    kinds: Object.fromEntries([...kinds].map(([kind, own]) => [kind, own.read()])),
    failures,
    perSecond: edge.read().count / (Math.max(1, lastAnswer - plan.countFromMs) / 1_000),
    cpuMs: (user + system) / 1_000,
  };
}

if (import.meta.main) {
  await Bun.write(Bun.stdout, JSON.stringify(await drive(await Bun.stdin.json())));
  process.exit(0);
}
