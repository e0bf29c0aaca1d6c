import { Type } from '@sinclair/typebox';
import pino from 'pino';
import { Registry } from 'prom-client';
import { actor } from '../actors/runtime/actor.ts';
import type { OutgoingMessage } from '../actors/runtime/message.ts';
import { createRuntimeMetrics } from '../actors/runtime/metrics.ts';
import { openBroker } from '../actors/runtime/nats/connection.ts';
import { createIntake } from '../actors/runtime/nats/intake.ts';
import { createRoad } from '../actors/runtime/nats/road.ts';
import { insertMessages, type Road } from '../actors/runtime/outbox.ts';
import { registerKind } from '../actors/runtime/register-kind.ts';
import { startWorker, type Worker } from '../actors/runtime/worker.ts';
import type { RunningNats } from '../compose/stack/nats.ts';
import type { DatabaseUrls } from '../db/bootstrap.ts';
import { createPool, type Pool } from '../db/pool.ts';
import type { BenchContext } from './bench.ts';
import { counters } from './runtime-messages.ts';

export interface RuntimeParts {
  servers: { urls: DatabaseUrls; nats: RunningNats };
  runtime: Pool;
  road: Road;
  /** Commits messages and puts them on the road. */
  send(messages: OutgoingMessage[]): Promise<void>;
  start(): Worker;
  /** Handlers that have run. */
  readonly handled: number;
  /** Resolves when `handled` has come so far and nothing waits. Asks Postgres at the end only: counting rows is work. */
  drained(handled: number): Promise<void>;
  /** Called for each message with `probe` when its handler has run. */
  onProbe: (probe: number) => void;
  pause(paused: boolean, worker: Worker): Promise<void>;
}

/** One worker process's worth of an actor that keeps a sum, and what it takes to send to it. */
export async function runtimeParts(context: BenchContext): Promise<RuntimeParts> {
  const [urls, nats] = [await context.database(), await context.nats()];
  const log = pino({ level: 'error' }, process.stderr);
  const pool = (url: string, name: string, max: number) =>
    createPool({ url, name, max, onError: console.error });
  const runtime = pool(urls.runtime, 'bench-work', 8);
  const senders = pool(urls.runtime, 'bench-send', 4);
  const app = pool(urls.app, 'bench-work-read', 2);
  const broker = openBroker({ url: nats.urls.worker, name: 'bench', inboxPrefix: '_INBOX_worker', log });
  await new Promise<void>((resolve) => broker.onConnected(resolve));
  const road = createRoad(broker);
  const metrics = createRuntimeMetrics(new Registry());
  await registerKind(runtime, counters.kind);
  context.onEnd(async () => {
    await broker.close();
    await Promise.all([runtime.end(), senders.end(), app.end()]);
  });
  let handled = 0;
  const parts: RuntimeParts = {
    servers: { urls, nats },
    runtime,
    road,
    onProbe() {},
    async send(messages) {
      await insertMessages(senders, messages);
      road.publish(messages);
    },
    start() {
      const owner = `bench-${crypto.randomUUID().slice(0, 8)}`;
      const intake = createIntake({ broker, replicas: 1, log });
      const worker = startWorker({ actor: counter, runtime, app, road, intake, log, metrics, owner });
      context.onEnd(() => worker.stop());
      return worker;
    },
    get handled() {
      return handled;
    },
    async drained(count) {
      while (handled < count) await Bun.sleep(5);
      const waiting = 'select exists (select 1 from rt.messages where due_at is null) as some';
      while ((await runtime.query<{ some: boolean }>(waiting)).rows[0]?.some) await Bun.sleep(5);
    },
    async pause(paused, worker) {
      await runtime.query('update rt.kinds set paused_at = case when $1 then now() end', [paused]);
      await worker.checkPause();
    },
  };
  const counter = actor({
    contract: counters,
    description: 'Keeps a sum.',
    messagesPerTurn: 100,
    slots: 256,
    state: { schema: Type.Object({ sum: Type.Number() }), version: 1, initial: () => ({ sum: 0 }) },
    handlers: {
      add(ctx, { n, probe }) {
        ctx.setState({ sum: ctx.state.sum + n });
        handled++;
        if (probe !== undefined) parts.onProbe(probe);
      },
    },
  });
  return parts;
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}
