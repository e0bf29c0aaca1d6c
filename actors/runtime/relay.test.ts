import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test';
import { connect, type NatsConnection } from 'nats';
import pino from 'pino';
import { Registry } from 'prom-client';
import { waitFor } from '../../compose/test-kit/wait-for.ts';
import { appendEvents, newEvent } from '../../db/events/append.ts';
import { withTenant } from '../../db/tenant.ts';
import { newId } from '../contracts/ids.ts';
import { openBroker } from './nats/connection.ts';
import { createEventPublisher } from './nats/publish-events.ts';
import { type Relay, type RelayOptions, startRelay } from './relay.ts';
import { sweepExpired } from './sweep.ts';
import { createHarness, type Harness } from './test-kit/harness.ts';

setDefaultTimeout(120_000);

let harness: Harness;
let operator: NatsConnection;
const relays: { stop(): Promise<void> }[] = [];

beforeAll(async () => {
  harness = await createHarness();
  operator = await connect({
    servers: `127.0.0.1:${harness.nats.port}`,
    user: 'operator',
    pass: decodeURIComponent(new URL(harness.nats.urls.operator).password),
    inboxPrefix: '_INBOX_operator',
    maxReconnectAttempts: -1,
    reconnectTimeWait: 50,
  });
});
afterAll(async () => {
  await Promise.all(relays.map((relay) => relay.stop()));
  await operator.close();
  await harness.close();
});

function start(chores?: RelayOptions['chores']): Relay {
  const log = pino({ level: 'silent' });
  const broker = openBroker({
    url: harness.nats.urls.worker,
    name: 'relay',
    inboxPrefix: '_INBOX_worker',
    log,
  });
  const relay = startRelay({
    pool: harness.runtime,
    publish: createEventPublisher(broker, 1),
    owner: `relay-${crypto.randomUUID().slice(0, 8)}`,
    log,
    registry: new Registry(),
    leaseTtlMs: 1_000,
    chores,
  });
  relays.push({ stop: () => relay.stop().then(() => broker.close()) });
  return relay;
}

let version = 0;
async function append(tenant: string, count: number, name = 'Firma'): Promise<string[]> {
  const events = Array.from({ length: count }, () =>
    newEvent('tenant.provisioned', {
      aggregate: 'tenant',
      aggregateId: tenant,
      version: ++version,
      data: { name, plan: 'free' },
    }),
  );
  await withTenant(harness.app, tenant, (tx) => appendEvents(tx, events));
  return events.map(({ id }) => id);
}

async function onStream(): Promise<{ subject: string; id: string; data: unknown }[]> {
  const jsm = await operator.jetstreamManager();
  const { state } = await jsm.streams.info('EVENTS');
  const found = [];
  for (let seq = state.first_seq; seq <= state.last_seq; seq++) {
    const { subject, data } = await jsm.streams.getMessage('EVENTS', { seq });
    const { id, data: content } = JSON.parse(new TextDecoder().decode(data));
    found.push({ subject, id, data: content });
  }
  return found;
}

test('events of all firms reach the stream once and in order, by one of two relays, over every fault', async () => {
  const [a, b] = [newId('tenant'), newId('tenant')];
  const ids = await append(a, 3);
  const [first, second] = [start(), start()];
  const arrived = () => waitFor('the events', async () => (await onStream()).length === ids.length);
  await arrived();
  expect([first.active, second.active].filter(Boolean)).toHaveLength(1);
  ids.push(...(await append(b, 700)));
  await arrived();
  // The broker is away: nothing is lost, it catches up.
  await harness.nats.kill9();
  ids.push(...(await append(a, 5)));
  await harness.nats.restart();
  await arrived();
  // The one that works ends: the other goes on.
  await (first.active ? first : second).stop();
  ids.push(...(await append(b, 5)));
  await arrived();
  const stream = await onStream();
  expect(stream.map(({ id }) => id)).toEqual(ids);
  expect(stream[0]?.subject).toBe(`lux.events.${a}.tenant.provisioned`);
});

test('a deleted stream is made again, and an event too long for the road goes without its data', async () => {
  await (await operator.jetstreamManager()).streams.delete('EVENTS');
  const tenant = newId('tenant');
  const [long] = await append(tenant, 1, 'x'.repeat(1_100_000));
  const [short] = await append(tenant, 1);
  await waitFor('both', async () => (await onStream()).length === 2);
  expect(await onStream()).toMatchObject([
    { id: long, data: null },
    { id: short, data: { plan: 'free' } },
  ]);
});

test('what a sweep does once an hour it does first when it gets the lease, whoever had it before', async () => {
  await Promise.all(relays.splice(0).map((relay) => relay.stop()));
  const runs: string[] = [];
  const sweeps = (name: string) => [{ name, everyMs: 3_600_000, run: async () => void runs.push(name) }];
  const first = start(sweeps('first'));
  await waitFor('its run', () => runs.length === 1);
  start(sweeps('second'));
  await first.stop();
  await waitFor('the run of its successor', () => runs.length === 2);
  expect(runs).toEqual(['first', 'second']);
});

test('what has expired is swept, what has not stays', async () => {
  const tenant = newId('tenant');
  await harness.admin.query(`
    insert into rt.adoptions values ('old', now() - interval '8 days'), ('new', now());
    insert into rt.rate_windows (subject, "window", used) values ('old', 60, 1), ('new', extract(epoch from now())::bigint, 1);
    insert into rt.workers values ('k', 'old', now() - interval '2 hours'), ('k', 'new', now());
    insert into idempotency_keys (tenant_id, key, fingerprint, created_at) values
      ('${tenant}', 'old', 'x', now() - interval '25 hours'), ('${tenant}', 'new', 'x', now());
    insert into rt.dead_letters (id, kind, partition, tenant, type, payload, attempts, reason, error, died_at) values
      ('old', 'k', 0, '${tenant}', 't', '{}', 1, 'terminal', 'x', now() - interval '91 days'),
      ('new', 'k', 0, '${tenant}', 't', '{}', 1, 'terminal', 'x', now() - interval '89 days');
    insert into sessions (tenant_id, id, user_id, family_id, refresh_hash, expires_at) values
      ('${tenant}', 'old', 'u', 'f', 'old ${tenant}', now() - interval '31 days'),
      ('${tenant}', 'new', 'u', 'f', 'new ${tenant}', now() - interval '29 days');
    insert into jobs (tenant_id, id, type, state, created_at, finished_at) values
      ('${tenant}', 'old', 'process.import', 'succeeded', now() - interval '99 days', now() - interval '91 days'),
      ('${tenant}', 'new', 'process.import', 'succeeded', now() - interval '99 days', now() - interval '89 days'),
      ('${tenant}', 'open', 'process.import', 'running', now() - interval '99 days', null);
    insert into import_lines (tenant_id, job_id, line, input, outcome) values
      ('${tenant}', 'old', 1, 'x', 'created'), ('${tenant}', 'new', 1, 'x', 'created'), ('${tenant}', 'open', 1, 'x', 'pending');
    insert into import_lines (tenant_id, job_id, line, input, outcome)
      select '${tenant}', 'old', line, 'x', 'created' from generate_series(2, 5001) line`);
  expect(await sweepExpired(harness.runtime)).toMatchObject({
    adoptions: 1,
    rateWindows: 1,
    idempotencyKeys: 1,
    deadLetters: 1,
    sessions: 1,
    importLines: 5_001,
    jobs: 1,
  });
  const left = await harness.admin.query(`
    select id from rt.adoptions union all select subject from rt.rate_windows union all
    select owner from rt.workers where kind = 'k' union all select key from idempotency_keys union all
    select id from rt.dead_letters where kind = 'k' union all select id from sessions union all select id from jobs union all
    select job_id from import_lines`);
  const ids = left.rows.map(({ id }) => id);
  expect(ids.filter((id) => id === 'new')).toHaveLength(8);
  expect(ids.filter((id) => id !== 'new')).toEqual(['open', 'open']);
});
