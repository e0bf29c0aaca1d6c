import { join } from 'node:path';
import pino from 'pino';
import type { Outbound } from '../actors/contracts/channels.ts';
import type { EventData } from '../actors/contracts/events.ts';
import { newId } from '../actors/contracts/ids.ts';
import { notifier } from '../actors/contracts/notifier.ts';
import { message } from '../actors/runtime/message.ts';
import { openBroker } from '../actors/runtime/nats/connection.ts';
import { createRoad } from '../actors/runtime/nats/road.ts';
import { createOutbox } from '../actors/runtime/outbox.ts';
import { appendEvents, newEvent } from '../db/events/append.ts';
import { createPerson } from '../db/people/create.ts';
import { createPool } from '../db/pool.ts';
import { createSubscription } from '../db/subscriptions/create.ts';
import { type TenantTx, withTenant } from '../db/tenant.ts';
import type { BenchContext } from './bench.ts';
import { createCpuMeter } from './cpu-meter.ts';
import { notifyFirms } from './notify-firms.ts';
import { percentile } from './runtime-parts.ts';

export const describe =
  'From the commit of a critical movement to the message for a person on the subject of the channel’s adapter, at 200 movements/s, each in a commit of its own and for one person; and at which rate it is under a second.';

const FIRMS = 200;
/** Each with a case of their own: nobody is told so much that it becomes a storm. */
const PEOPLE = 20;
/** Movements a second; after the first, which is what is wanted, until the target is met. */
const RATES = [200, 175, 150, 125, 100, 75, 50];
/** Before what is measured, at a rate that leaves nothing behind. */
const WARM_RATE = 100;
const TARGET_MS = 1_000;
const TICK_MS = 5;

export async function run(context: BenchContext): Promise<void> {
  const { environment, servers } = await notifyFirms(context);
  const { urls, nats } = servers;
  const log = pino({ level: 'error' }, process.stderr);
  const pool = createPool({ url: urls.app, name: 'bench-people', max: 20, onError: console.error });
  const broker = openBroker({ url: nats.urls.api, name: 'bench', inboxPrefix: '_INBOX_api', log });
  const ear = openBroker({ url: nats.urls.operator, name: 'ear', inboxPrefix: '_INBOX_operator', log });
  await Promise.all([broker, ear].map((one) => new Promise<void>((resolve) => one.onConnected(resolve))));
  context.onEnd(() => Promise.all([broker.close(), ear.close(), pool.end()]));
  const outbox = createOutbox({ pool, road: createRoad(broker), maxWaiting: 100_000 });
  const arrived = new Map<string, number>();
  ear.connection?.subscribe('lux.out.>', {
    callback(_error, { data }) {
      // The title of a single notice is the text of its movement.
      const { content } = JSON.parse(new TextDecoder().decode(data)) as Outbound;
      // What comes again was dropped by the stream.
      if (!arrived.has(content.title)) arrived.set(content.title, performance.now());
    },
  });

  const cases: { tenant: string; id: string; version: number }[] = [];
  for (let i = 0; i < FIRMS; i++) {
    const tenant = newId('tenant');
    const ids = await withTenant(pool, tenant, addPeople);
    cases.push(...ids.map((id) => ({ tenant, id, version: 0 })));
  }
  const owner = createPool({ url: urls.owner, name: 'owner', max: 1, onError: console.error });
  context.onEnd(() => owner.end());
  await owner.query('analyze');
  const worker = await startNotifier(context, environment);
  const meter = createCpuMeter(
    owner,
    { notifier: worker, sender: process.pid },
    { 'its Postgres': 'lux-notifier' },
  );

  const [warmUp, seconds] = context.quick ? [2, 3] : [10, 15];
  let turn = 0;

  async function measure(rate: number): Promise<{ p50: number; p99: number }> {
    const committed = new Map<string, number>();
    const startedAt = performance.now();
    const commits: Promise<void>[] = [];
    let sent = 0;
    let measured = 0;
    let analyzed: Promise<unknown> | undefined;
    while (performance.now() - startedAt < (warmUp + seconds) * 1_000) {
      const elapsed = performance.now() - startedAt;
      // What autovacuum does once a minute, beside the work: plans of empty tables would serve the whole run.
      if (elapsed >= (warmUp / 2) * 1_000) analyzed ??= owner.query('analyze');
      if (measured === 0 && elapsed >= warmUp * 1_000) {
        measured = sent;
        await meter.start();
      }
      for (; sent < ((performance.now() - startedAt) / 1_000) * rate; sent++) {
        // Neighbours in time are of different firms.
        const one = cases[(turn * PEOPLE + Math.floor(turn / FIRMS)) % cases.length];
        turn++;
        if (!one) continue;
        const event = movement(one.id, ++one.version);
        const commit = outbox.withTenant(one.tenant, async (tx, send) => {
          await appendEvents(tx, [event]);
          send(message(notifier, 'notify', { tenant: one.tenant }, { eventIds: [event.id] }));
        });
        const text = event.data.movement.description;
        commits.push(commit.then(() => void committed.set(text, performance.now())));
      }
      await Bun.sleep(TICK_MS);
    }
    await Promise.all([...commits, analyzed]);
    const missing = () => [...committed.keys()].filter((text) => !arrived.has(text)).length;
    const givesUpAt = performance.now() + 120_000;
    while (missing() > 0 && performance.now() < givesUpAt) await Bun.sleep(50);
    const cpu = await meter.since(sent - measured);
    const latencies = [...committed].flatMap(([text, at]) =>
      at - startedAt < warmUp * 1_000
        ? []
        : Math.max(0, (arrived.get(text) ?? Number.POSITIVE_INFINITY) - at),
    );
    const [p50, p99] = [percentile(latencies, 0.5), percentile(latencies, 0.99)];
    context.say(
      `${rate}/s: p50 ${Math.round(p50)} ms, p99 ${Math.round(p99)} ms, ${missing()} of ${committed.size} missing; CPU a movement: ${cpu}`,
    );
    return { p50, p99 };
  }

  // A worker that has just begun costs half as much again: its code is not compiled yet, nor its statements prepared.
  if (!context.quick) await measure(WARM_RATE);
  const [wanted, ...less] = context.quick ? RATES.slice(0, 1) : RATES;
  const first = await measure(wanted as number);
  context.figure({ name: 'notify.people/p50', value: first.p50, unit: 'ms' });
  context.figure({ name: 'notify.people', value: first.p99, unit: 'ms', target: `< ${TARGET_MS}` });
  let knee = first.p99 < TARGET_MS ? (wanted as number) : 0;
  for (const rate of less) {
    if (knee > 0) break;
    if ((await measure(rate)).p99 < TARGET_MS) knee = rate;
  }
  if (!context.quick) context.figure({ name: 'notify.people/knee', value: knee, unit: 'movements/s' });
}

/** People who are told by telegram, each of a case of their own. Answers the cases. */
async function addPeople(tx: TenantTx): Promise<string[]> {
  const connection = newId('connection');
  await tx.client.query(
    `insert into channel_connections (tenant_id, id, channel, name) values ($1, $2, 'telegram', 'bench')`,
    [tx.tenantId, connection],
  );
  const ids: string[] = [];
  for (let i = 0; i < PEOPLE; i++) {
    const id = newId('process');
    ids.push(id);
    await tx.client.query(
      `insert into processes (tenant_id, id, number, tribunal, changed_at, version) values ($1, $2, $3, 'TJSP', now(), 1)`,
      [tx.tenantId, id, String(i).padStart(20, '0')],
    );
    const person = await createPerson(tx, { name: `Pessoa ${i}` }, null);
    await tx.client.query(
      `insert into channel_links (tenant_id, id, person_id, channel, connection_id, address, status, opted_in_at, unsubscribe_token)
       values ($1, $2, $3, 'telegram', $4, $5, 'active', now(), $2)`,
      [tx.tenantId, newId('link'), person.id, connection, String(i)],
    );
    const include = { processIds: [id] };
    const wanted = { personId: person.id, name: 'Um', include, exclude: {}, channels: ['telegram' as const] };
    await createSubscription(tx, wanted);
  }
  return ids;
}

function movement(processId: string, version: number) {
  const id = newId('movement');
  const data = {
    process: { id: processId, number: '00000000000000000000', label: null },
    movement: {
      id,
      tribunal: 'TJSP',
      importance: 'critical',
      code: version,
      description: id,
      occurredAt: new Date().toISOString(),
    },
  } as unknown as EventData['movement.detected'];
  return newEvent('movement.detected', { aggregate: 'process', aggregateId: processId, version, data });
}

/** The worker as it is run in production, in a process of its own. */
async function startNotifier(context: BenchContext, environment: Record<string, string>): Promise<number> {
  const child = Bun.spawn([process.execPath, join(import.meta.dir, '../workers/notifier.ts')], {
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
