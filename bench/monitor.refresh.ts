import { join } from 'node:path';
import pino from 'pino';
import { checkDigits } from '../actors/contracts/cnj-number.ts';
import { datajudFetcher } from '../actors/contracts/datajud-fetcher.ts';
import { newId } from '../actors/contracts/ids.ts';
import { processMonitor } from '../actors/contracts/process-monitor.ts';
import { courtTenant } from '../actors/contracts/subjects.ts';
import { message } from '../actors/runtime/message.ts';
import { openBroker } from '../actors/runtime/nats/connection.ts';
import { createRoad } from '../actors/runtime/nats/road.ts';
import { createOutbox } from '../actors/runtime/outbox.ts';
import { createPool, type Pool } from '../db/pool.ts';
import { registerProcesses } from '../db/processes/register.ts';
import { startSupervisor } from '../workers/supervisor.ts';
import type { BenchContext } from './bench.ts';
import { cpuOf } from './http-load.ts';

export const describe =
  'Cases a second from an answer of DataJud (50 movements each, 1 of them new) to committed events, as `npm start` runs the workers.';

const COURTS = ['tjsp', 'tjrj', 'tjmg', 'tjrs', 'tjpr', 'tjsc', 'tjba', 'tjpe'];
const FIRMS = 20;
const MOVEMENTS = 50;

export async function run(context: BenchContext): Promise<void> {
  const perCourt = context.quick ? 50 : 750;
  const rounds = context.quick ? 1 : 3;
  const [urls, nats] = await Promise.all([context.database(), context.nats()]);
  const pool = (url: string, max: number) => createPool({ url, name: 'bench', max, onError: console.error });
  const [runtime, app] = [pool(urls.runtime, 10), pool(urls.app, 8)];
  const log = pino({ level: 'error' });
  const broker = openBroker({ url: nats.urls.worker, name: 'bench', inboxPrefix: '_INBOX_worker', log });
  await new Promise<void>((resolve) => broker.onConnected(resolve));
  context.onEnd(async () => {
    await broker.close();
    await Promise.all([runtime.end(), app.end()]);
  });
  const road = createRoad(broker);

  // Answers are ready before they are asked for: what is measured begins with them.
  const court = new Worker(join(import.meta.dir, 'datajud-answers.ts'));
  context.onEnd(() => court.terminate());
  const datajudUrl = await new Promise<string>((resolve) => {
    court.onmessage = ({ data }) => resolve(data);
  });
  const numbers = new Map(COURTS.map((alias, i) => [alias, numbersOf(i, perCourt)]));
  const publish = (movements: number) =>
    new Promise<void>((resolve) => {
      court.onmessage = () => resolve();
      court.postMessage({ numbers, movements });
    });
  await publish(MOVEMENTS - 1);

  const supervisor = startSupervisor({
    log,
    onLog() {},
    threads: ['process-monitor', 'datajud-fetcher'],
    env: {
      DATABASE_APP_URL: urls.app,
      DATABASE_RUNTIME_URL: urls.runtime,
      NATS_WORKER_URL: nats.urls.worker,
      DATAJUD_URL: datajudUrl,
      DATAJUD_KEY: 'k',
      DATAJUD_REQUESTS_PER_MINUTE: '1000000',
      DATAJUD_REQUESTS_PER_DAY: '1000000000',
      SEALING_KEYS: `k1:${Buffer.alloc(32).toString('base64')}`,
      PUBLIC_URL: 'http://127.0.0.1:3000',
      LOG_LEVEL: 'error',
    },
  });
  context.onEnd(() => supervisor.stop());
  await supervisor.ready;

  const total = COURTS.length * perCourt;
  await register(app, road, numbers);
  await until(runtime, async () => (await detected(runtime, 'process.imported')) === total);
  context.say(`${total} cases of ${FIRMS} firms are imported`);
  // As autovacuum would have done by the time the first of them moves.
  const owner = pool(urls.owner, 1);
  await owner.query('vacuum analyze');
  await owner.end();

  const figures: number[] = [];
  for (let round = 1; round <= rounds; round++) {
    await publish(MOVEMENTS - 1 + round);
    await runtime.query('update court.cases set next_check_at = now(), next_full_at = now()');
    const before = await cpu(runtime);
    const started = performance.now();
    await createOutbox({ pool: runtime, road, maxWaiting: 1e9 }).withTenant(
      'court-tjsp',
      async (_tx, send) => {
        for (const alias of COURTS)
          send(message(datajudFetcher, 'sweep', { tenant: courtTenant(alias) }, {}));
      },
    );
    await until(runtime, async () => (await detected(runtime, 'movement.detected')) === total * round);
    const rate = total / ((performance.now() - started) / 1_000);
    const after = await cpu(runtime);
    const each = (key: 'bun' | 'postgres') =>
      `${Math.round(((after[key] - before[key]) / total) * 1_000)} µs`;
    context.say(
      `round ${round}: ${Math.round(rate)} cases/s; CPU a case: Bun ${each('bun')} (with the court), Postgres ${each('postgres')}`,
    );
    figures.push(rate);
  }
  const value = figures.sort((a, b) => a - b)[figures.length >> 1] ?? 0;
  context.figure({ name: 'monitor.refresh', value, unit: 'cases/s', target: '>= 1000' });
}

function numbersOf(court: number, count: number): string[] {
  return Array.from({ length: count }, (_, i) => {
    const parts = {
      sequence: String(court * 100_000 + i).padStart(7, '0'),
      year: '2099',
      segment: '8',
      court: '26',
      origin: '0001',
    };
    return `${parts.sequence}${checkDigits(parts)}${parts.year}${parts.segment}${parts.court}${parts.origin}`;
  });
}

/** Cases spread evenly over the firms, each at one court. */
async function register(
  pool: Pool,
  road: Parameters<typeof createOutbox>[0]['road'],
  numbers: ReadonlyMap<string, string[]>,
): Promise<void> {
  const outbox = createOutbox({ pool, road, maxWaiting: 1e9 });
  for (let f = 0; f < FIRMS; f++) {
    const tenant = newId('tenant');
    const lists = [...numbers].map(([alias, all]) => [alias, all.filter((_, i) => i % FIRMS === f)] as const);
    const registrations = lists.flatMap(([, own]) =>
      own.map((number) => ({ number, label: null, tags: [], courtStatus: 'pending' as const })),
    );
    const processes = await outbox.withTenant(tenant, (tx) => registerProcesses(tx, registrations, {}));
    const ids = new Map(processes.map((p) => [p.number, p.processId]));
    // Straight to the gateways: every number is of one of these courts, whatever its digits say.
    const messages = lists.map(([alias, own]) =>
      message(
        datajudFetcher,
        'watch',
        { tenant: courtTenant(alias) },
        {
          tenant,
          cases: own.map((number) => ({ number, processId: ids.get(number) ?? '' })),
          beat: 'primary',
          urgent: false,
        },
      ),
    );
    for (const one of messages)
      await createOutbox({ pool, road, maxWaiting: 1e9 }).withTenant(one.tenant, async (_tx, send) =>
        send(one),
      );
  }
}

/** Processor time used so far, in milliseconds: of this process with its threads, and of the backends that serve it. */
async function cpu(pool: Pool): Promise<{ bun: number; postgres: number }> {
  const { user, system } = process.cpuUsage();
  const { rows } = await pool.query(
    "select pid from pg_stat_activity where usename in ('lux_app', 'lux_runtime')",
  );
  return { bun: (user + system) / 1_000, postgres: cpuOf(rows.map(({ pid }) => pid)) ?? 0 };
}

async function detected(pool: Pool, type: string): Promise<number> {
  const { rows } = await pool.query(
    "select count(*)::int as n from auth.events_after('0', 0, 2147483647) where type = $1",
    [type],
  );
  return rows[0].n;
}

async function until(pool: Pool, probe: () => Promise<boolean>): Promise<void> {
  // A cheap look first: the mailboxes are empty.
  const text = `select 1 from rt.messages where kind = any($1) and due_at is null limit 1`;
  for (;;) {
    const { rowCount } = await pool.query(text, [[datajudFetcher.kind, processMonitor.kind]]);
    if (!rowCount && (await probe())) return;
    await Bun.sleep(20);
  }
}
