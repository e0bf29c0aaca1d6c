import { join } from 'node:path';
import pino from 'pino';
import { Registry } from 'prom-client';
import { datajudFetcher } from '../actors/contracts/datajud-fetcher.ts';
import { newId } from '../actors/contracts/ids.ts';
import { courtTenant } from '../actors/contracts/subjects.ts';
import { createDatajudFetcher } from '../actors/datajud-fetcher/actor.ts';
import { DEFAULT_FETCHER_CONFIG } from '../actors/datajud-fetcher/config.ts';
import { message, type OutgoingMessage } from '../actors/runtime/message.ts';
import { createRuntimeMetrics } from '../actors/runtime/metrics.ts';
import { openBroker } from '../actors/runtime/nats/connection.ts';
import { createIntake } from '../actors/runtime/nats/intake.ts';
import { createRoad } from '../actors/runtime/nats/road.ts';
import { insertMessages } from '../actors/runtime/outbox.ts';
import { registerKind } from '../actors/runtime/register-kind.ts';
import { startWorker } from '../actors/runtime/worker.ts';
import { DEFAULT_COURTS } from '../compose/datajud-sandbox/data/generate.ts';
import { createPool, type Pool } from '../db/pool.ts';
import type { BenchContext } from './bench.ts';
import type { Question } from './sandbox-thread.ts';

export const describe =
  'Sandbox requests per case checked with 100,000 watched cases over 20 courts: a round in which 4 % have moved, and the first import.';

const MOVED = 0.04;

export async function run(context: BenchContext): Promise<void> {
  const perCourt = context.quick ? 500 : 5_000;
  const courts = DEFAULT_COURTS;
  const [urls, nats] = await Promise.all([context.database(), context.nats()]);
  const thread = new Worker(join(import.meta.dir, 'sandbox-thread.ts'));
  context.onEnd(() => thread.terminate());
  const ask = <T>(question: Question) =>
    new Promise<T>((resolve) => {
      thread.onmessage = ({ data }) => resolve(data);
      thread.postMessage(question);
    });
  const sandbox = await ask<{ url: string; key: string; numbers: Map<string, string[]> }>({
    ask: 'start',
    courts,
    casesPerCourt: perCourt,
    movementsPerCase: 4,
  });
  const pool = (max: number) => createPool({ url: urls.runtime, name: 'bench', max, onError: console.error });
  const [runtime, onlooker] = [pool(courts.length + 4), pool(1)];
  const log = pino({ level: 'error' });
  const broker = openBroker({ url: nats.urls.worker, name: 'bench', inboxPrefix: '_INBOX_worker', log });
  await new Promise<void>((resolve) => broker.onConnected(resolve));
  context.onEnd(async () => {
    await broker.close();
    await Promise.all([runtime.end(), onlooker.end()]);
  });
  const road = createRoad(broker);
  await registerKind(runtime, datajudFetcher.kind);
  const worker = startWorker({
    actor: createDatajudFetcher({
      datajudUrl: sandbox.url,
      datajudKey: () => sandbox.key,
      pool: runtime,
      weights: () => ({}),
      // The limits themselves are not what is measured, and would make it take a day.
      config: { ...DEFAULT_FETCHER_CONFIG, requestsPerMinute: 1_000_000, requestsPerDay: 1_000_000_000 },
    }),
    runtime,
    app: runtime,
    road,
    intake: createIntake({ broker, replicas: 1, log }),
    log,
    metrics: createRuntimeMetrics(new Registry()),
    owner: 'bench',
  });
  context.onEnd(() => worker.stop());
  const send = async (messages: OutgoingMessage[]) => {
    await insertMessages(runtime, messages);
    road.publish(messages);
  };

  const tenant = newId('tenant');
  const lists = [...sandbox.numbers];
  const total = lists.reduce((sum, [, numbers]) => sum + numbers.length, 0);
  const watch = lists.map(([alias, numbers]) => {
    const cases = numbers.map((number) => ({ number, processId: newId('process') }));
    const payload = { tenant, cases, beat: 'primary' as const, urgent: false };
    return message(datajudFetcher, 'watch', { tenant: courtTenant(alias) }, payload);
  });
  await send(watch);
  await checked(onlooker, total);
  const { requests: imported } = await ask<{ requests: number }>({ ask: 'requests' });
  context.say(`${total} cases imported in ${imported} requests`);

  await ask({ ask: 'move', share: MOVED });
  await runtime.query(
    "update court.cases set next_check_at = now(), last_checked_at = last_checked_at - interval '12 hours'",
  );
  await send(courts.map((alias) => message(datajudFetcher, 'sweep', { tenant: courtTenant(alias) }, {})));
  await checked(onlooker, total);
  const { requests: round } = await ask<{ requests: number }>({ ask: 'requests' });
  context.say(`${total} cases checked in ${round} requests`);

  const figure = (name: string, requests: number) =>
    context.figure({ name, value: requests / total, unit: 'requests/case', target: '<= 0.005' });
  figure('datajud.budget', round);
  figure('datajud.budget/import', imported);
}

/** Until nothing is due and no gateway is at work; every case must have been answered. */
async function checked(pool: Pool, total: number): Promise<void> {
  for (;;) {
    await Bun.sleep(250);
    const { rows } = await pool.query(
      `select (select count(*)::int from rt.messages where kind = $1 and due_at is null) as mail,
        (select count(*)::int from court.cases where next_check_at <= now()) as due,
        (select count(*)::int from court.cases where last_result in ('found', 'changed', 'unchanged')) as known`,
      [datajudFetcher.kind],
    );
    const [{ mail, due, known }] = rows;
    if (mail > 0 || due > 0) continue;
    if (known !== total) throw new Error(`${known} of ${total} cases were found`);
    return;
  }
}
