import pino, { type Logger } from 'pino';
import { Registry } from 'prom-client';
import { acquireNats, type TestNats } from '../../../compose/test-kit/nats.ts';
import { acquirePostgres, type TestDatabase } from '../../../compose/test-kit/postgres.ts';
import { waitFor } from '../../../compose/test-kit/wait-for.ts';
import { createPool, type Pool } from '../../../db/pool.ts';
import type { Contract, MessageType, Payload } from '../../contracts/contract.ts';
import type { AnyActor } from '../actor.ts';
import { type Address, type MessageOptions, message, type OutgoingMessage } from '../message.ts';
import { createRuntimeMetrics, type RuntimeMetrics } from '../metrics.ts';
import { type Broker, openBroker } from '../nats/connection.ts';
import { createIntake } from '../nats/intake.ts';
import { createRoad } from '../nats/road.ts';
import { createOutbox, insertMessages, type Outbox, type Road } from '../outbox.ts';
import { registerKind } from '../register-kind.ts';
import { startWorker, type Worker, type WorkerOptions } from '../worker.ts';

/** A database, a broker and everything between, for tests of actors that run for real. */
export interface Harness {
  readonly database: TestDatabase;
  readonly nats: TestNats;
  readonly runtime: Pool;
  readonly app: Pool;
  /** The superuser: sees everything. */
  readonly admin: Pool;
  readonly broker: Broker;
  readonly road: Road;
  readonly outbox: Outbox;
  readonly metrics: RuntimeMetrics;
  readonly registry: Registry;
  /** Starts a worker in this process; it is stopped with the harness. */
  start(actor: AnyActor, options?: Partial<WorkerOptions>): Promise<Worker>;
  /** Commits a message and puts it on the road. */
  send<C extends Contract, T extends MessageType<C>>(
    contract: C,
    type: T,
    to: Address,
    payload: Payload<C, T>,
    options?: MessageOptions,
  ): Promise<OutgoingMessage>;
  sendAll(messages: OutgoingMessage[], road?: boolean): Promise<void>;
  /** Waits until no message of the kind is left, sleeping reminders aside, and what follows the last commits has ended. */
  drained(kind: string, withinMs?: number): Promise<void>;
  /** Messages of the kind that are left, sleeping reminders aside. */
  waiting(kind: string): Promise<number>;
  state(kind: string, tenant: string, key?: string): Promise<unknown>;
  count(
    metric:
      | 'fenced'
      | 'conflicts'
      | 'deadLetters'
      | 'handled'
      | 'commits'
      | 'backgroundErrors'
      | 'leftForNewer',
  ): Promise<number>;
  close(): Promise<void>;
}

export async function createHarness(
  options: { database?: () => Promise<TestDatabase>; logLevel?: string; log?: Logger } = {},
): Promise<Harness> {
  const [database, nats] = await Promise.all([(options.database ?? acquirePostgres)(), acquireNats()]);
  const log = options.log ?? pino({ level: options.logLevel ?? 'silent' });
  const pool = (url: string, name: string, max: number) => createPool({ url, name, max, onError() {} });
  const runtime = pool(database.urls.runtime, 'runtime', 10);
  const app = pool(database.urls.app, 'app', 6);
  const admin = pool(database.adminUrl, 'admin', 4);
  const broker = openBroker({ url: nats.urls.worker, name: 'test', inboxPrefix: '_INBOX_worker', log });
  const road = createRoad(broker);
  const registry = new Registry();
  const metrics = createRuntimeMetrics(registry);
  const workers = new Set<Worker>();
  await new Promise<void>((resolve) => broker.onConnected(resolve));

  const harness: Harness = {
    database,
    nats,
    runtime,
    app,
    admin,
    broker,
    road,
    outbox: createOutbox({ pool: app, road, maxWaiting: 1_000 }),
    metrics,
    registry,
    async start(actor, more = {}) {
      await registerKind(runtime, actor.contract.kind);
      const intake = createIntake({ broker, replicas: 1, log });
      const owner = `worker-${crypto.randomUUID().slice(0, 8)}`;
      const worker = startWorker({ actor, runtime, app, road, intake, log, metrics, owner, ...more });
      workers.add(worker);
      return worker;
    },
    async send(contract, type, to, payload, more) {
      const one = message(contract, type, to, payload, more);
      await harness.sendAll([one]);
      return one;
    },
    async sendAll(messages, onRoad = true) {
      for (let i = 0; i < messages.length; i += 1_000) {
        const some = messages.slice(i, i + 1_000);
        await insertMessages(runtime, some);
        if (onRoad) road.publish(some);
      }
    },
    async drained(kind, withinMs = 60_000) {
      const empty = async () => (await harness.waiting(kind)) === 0;
      await waitFor(`the mailboxes of ${kind} to be empty`, empty, { withinMs });
      await Promise.all([...workers].map((worker) => worker.followed()));
    },
    async waiting(kind) {
      const text = 'select count(*) from rt.messages where kind = $1 and due_at is null';
      return (await admin.query(text, [kind])).rows[0].count;
    },
    async state(kind, tenant, key = '') {
      const text = 'select state from rt.actor_states where kind = $1 and tenant = $2 and key = $3';
      return (await admin.query(text, [kind, tenant, key])).rows[0]?.state;
    },
    async count(metric) {
      const { values } = await metrics[metric].get();
      return values.reduce((sum, { value }) => sum + value, 0);
    },
    async close() {
      await Promise.all([...workers].map((worker) => worker.stop()));
      await broker.close();
      await Promise.all([runtime.end(), app.end(), admin.end()]);
      await Promise.all([nats.release(), database.release()]);
    },
  };
  return harness;
}
