import { answerLength, answerStatus } from './http-answer.ts';
import type { Plan, Report } from './http-load.ts';

// A closed loop over keep-alive connections, as a process of its own: `bun bench/http-driver.ts`, the plan on stdin, the
// report on stdout. Raw sockets and requests written beforehand: the driver takes a tenth of what a client library takes.
const plan: Plan = await Bun.stdin.json();
const requests = plan.requests.map((text) => Buffer.from(text));
const latencies: number[] = [];
const statuses: Record<string, number> = {};
let next = 0;
let countFrom = Number.POSITIVE_INFINITY;
let endAt = Number.POSITIVE_INFINITY;
let open = 0;
let answers = 0;
let finished: () => void = () => {};

interface Connection {
  sentAt: number;
  /** What has come of an answer that is not whole yet. */
  part: Buffer;
}

function send(socket: Bun.Socket<Connection>): void {
  const now = performance.now();
  if (now >= endAt || (plan.once && next >= requests.length)) return void socket.end();
  socket.data.sentAt = now;
  socket.write(requests[next++ % requests.length] as Buffer);
}

const handlers: Bun.SocketHandler<Connection> = {
  data(socket, data) {
    const { part } = socket.data;
    const bytes = part.length === 0 ? data : Buffer.concat([part, data]);
    if (answerLength(bytes) === 0) {
      socket.data.part = Buffer.from(bytes);
      return;
    }
    socket.data.part = Buffer.alloc(0);
    const now = performance.now();
    answers++;
    if (socket.data.sentAt >= countFrom) {
      latencies.push(now - socket.data.sentAt);
      const status = answerStatus(bytes);
      statuses[status] = (statuses[status] ?? 0) + 1;
    }
    send(socket);
  },
  error(_socket, error) {
    throw error;
  },
  close() {
    if (--open === 0) finished();
  },
};

const sockets = await Promise.all(
  Array.from({ length: plan.connections }, () =>
    Bun.connect({
      hostname: '127.0.0.1',
      port: plan.port,
      data: { sentAt: 0, part: Buffer.alloc(0) },
      socket: handlers,
    }),
  ),
);
open = sockets.length;
const startedAt = performance.now();
countFrom = startedAt + plan.warmUpMs;
endAt = countFrom + plan.forMs;
const all = new Promise<void>((resolve) => {
  finished = resolve;
});
for (const socket of sockets) send(socket);
await all;
const cpu = process.cpuUsage();
const report: Report = {
  milliseconds: performance.now() - countFrom,
  latencies,
  statuses,
  answers,
  driverCpuMs: (cpu.user + cpu.system) / 1_000,
};
await Bun.write(Bun.stdout, JSON.stringify(report));
process.exit(0);
