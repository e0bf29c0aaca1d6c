import { createPool } from '../db/pool.ts';
import { type BenchFirm, makeFirms } from './api-firms.ts';
import type { BenchContext } from './bench.ts';
import { cpuOf, drive, type Report } from './http-load.ts';
import { median, percentile } from './runtime-parts.ts';

export const CONNECTIONS = 64;

export interface ApiBench {
  firms: BenchFirm[];
  /** One round of requests to the API and one to the empty routes; the first of either warms it up. */
  round(expected: number, requests: () => string[], once: boolean): Promise<Round>;
}

export interface Round {
  ours: Measured;
  empty: Measured;
}

export interface Measured {
  perSecond: number;
  p50: number;
  p99: number;
}

/** The API as a process of its own (`bun compose/api.ts`) on a database with firms, beside a process of empty routes. */
export async function apiBench(context: BenchContext): Promise<ApiBench> {
  const [urls, nats] = [await context.database(), await context.nats()];
  const size = context.quick ? { firms: 5, cases: 40 } : { firms: 50, cases: 400 };
  const firms = await makeFirms(urls, size.firms, size.cases);
  throwMailAway(context, urls.runtime);
  const watcher = createPool({ url: urls.app, name: 'bench-watch', max: 1, onError: console.error });
  context.onEnd(() => watcher.end());
  const api = await serverProcess(context, 'compose/api.ts', /"url":"http:\/\/127.0.0.1:(\d+)"/, {
    PORT: '0',
    DATABASE_APP_URL: urls.app,
    NATS_API_URL: nats.urls.api,
    API_SECRET: 'a secret of the bench, long enough for it',
    SEALING_KEYS: `bench:${Buffer.alloc(32, 7).toString('base64')}`,
    // A limit is not what is measured.
    RATE_LIMIT_PER_MINUTE: '100000000',
  });
  const empty = await serverProcess(context, 'bench/empty-api.ts', /^(\d+)$/m, {});
  const backends = async () => {
    const text = "select pid from pg_stat_activity where application_name like 'lux-api%'";
    return (await watcher.query<{ pid: number }>(text)).rows.map(({ pid }) => pid);
  };
  const plan = {
    connections: CONNECTIONS,
    warmUpMs: context.quick ? 300 : 2_000,
    forMs: context.quick ? 700 : 6_000,
  };

  return {
    firms,
    async round(expected, requests, once) {
      const [jsBefore, pgBefore] = [cpuOf([api.pid]), cpuOf(await backends())];
      const ours = await drive({ ...plan, port: api.port, requests: requests(), once }, expected);
      const [js, pg] = [cpuOf([api.pid]), cpuOf(await backends())];
      const perAnswer = (before = 0, after = 0) =>
        `${Math.round(((after - before) / ours.answers) * 1_000)} µs`;
      context.say(
        `CPU a request: API ${perAnswer(jsBefore, js)}, Postgres ${perAnswer(pgBefore, pg)}, driver ${perAnswer(0, ours.driverCpuMs)}`,
      );
      const bare = await drive({ ...plan, port: empty.port, requests: requests(), once: false }, expected);
      return { ours: measured(ours), empty: measured(bare) };
    },
  };
}

/** Registering sends messages. Nobody handles them here, and a queue that only grows is not what the API meets. */
function throwMailAway(context: BenchContext, url: string): void {
  const pool = createPool({ url, name: 'bench-mail', max: 1, onError: console.error });
  const timer = setInterval(() => void pool.query('delete from rt.messages').catch(console.error), 250);
  context.onEnd(() => {
    clearInterval(timer);
    return pool.end();
  });
}

/** The middle round, as figures beside the empty route. */
export function report(context: BenchContext, name: string, rounds: Round[]): void {
  const of = (pick: (round: Round) => number) => median(rounds.map(pick));
  const figure = (suffix: string, key: keyof Measured, unit: string, target?: string) => {
    const [value, bare] = [of((round) => round.ours[key]), of((round) => round.empty[key])];
    const peer = { name: 'empty Elysia route', value: bare };
    context.figure({ name: `${name}${suffix}`, value, unit, peer, ratio: value / bare, target });
  };
  figure('', 'p99', 'ms', name === 'api.read' ? '< 20' : undefined);
  figure('/p50', 'p50', 'ms');
  figure('/throughput', 'perSecond', 'requests/s');
}

function measured({ latencies, milliseconds }: Report): Measured {
  return {
    perSecond: (latencies.length / milliseconds) * 1_000,
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
  };
}

/** Starts a server and learns its port from what it prints. Its output is read to the end, as a log collector would. */
async function serverProcess(
  context: BenchContext,
  file: string,
  port: RegExp,
  env: Record<string, string>,
): Promise<{ port: number; pid: number }> {
  const root = `${import.meta.dir}/..`;
  // BENCH_BUN_FLAGS=--cpu-prof shows where the time goes.
  const extra = process.env.BENCH_BUN_FLAGS?.split(' ').filter(Boolean) ?? [];
  const server = Bun.spawn(['bun', ...extra, file], {
    cwd: root,
    env: { ...process.env, ...env },
    stdout: 'pipe',
    stderr: 'inherit',
  });
  context.onEnd(async () => {
    server.kill('SIGTERM');
    await server.exited;
  });
  const found = Promise.withResolvers<number>();
  void (async () => {
    let printed = '';
    let known = false;
    for await (const chunk of server.stdout) {
      if (known) continue;
      printed += new TextDecoder().decode(chunk);
      const match = port.exec(printed);
      if (match) found.resolve(Number(match[1]));
      known = match !== null;
    }
    found.reject(new Error(`${file} ended:\n${printed}`));
  })();
  return { port: await found.promise, pid: server.pid };
}
