import { type Sandbox, type SandboxOptions, startSandbox } from '../../compose/datajud-sandbox/server.ts';
import { waitFor } from '../../compose/test-kit/wait-for.ts';
import { createJob } from '../../db/jobs/create.ts';
import type { Job } from '../../db/jobs/job.ts';
import { readJob } from '../../db/jobs/read.ts';
import { deleteProcess } from '../../db/processes/delete.ts';
import { registerProcesses } from '../../db/processes/register.ts';
import { readTenant } from '../../db/tenant.ts';
import { parseCnjNumber } from '../contracts/cnj-number.ts';
import { datajudFetcher } from '../contracts/datajud-fetcher.ts';
import type { EventEnvelope, EventType } from '../contracts/events.ts';
import { newId } from '../contracts/ids.ts';
import { processMonitor } from '../contracts/process-monitor.ts';
import { courtTenant } from '../contracts/subjects.ts';
import { createProcessMonitor } from '../process-monitor/actor.ts';
import { message } from '../runtime/message.ts';
import { createHarness, type Harness } from '../runtime/test-kit/harness.ts';
import type { Worker } from '../runtime/worker.ts';
import { createDatajudFetcher, type FetcherOptions } from './actor.ts';
import { DEFAULT_FETCHER_CONFIG, type FetcherConfig } from './config.ts';
import { reactTo } from './gateway/reaction.ts';
import type { GatewayState } from './state.ts';

/** No limit is met and nothing comes due by itself, unless a test says so. */
export const QUIET: FetcherConfig = {
  ...DEFAULT_FETCHER_CONFIG,
  requestsPerMinute: 1_000_000,
  requestsPerDay: 1_000_000_000,
  batchTimeoutMs: 10_000,
  urgentTimeoutMs: 10_000,
  breakerMs: { first: 100, max: 200 },
};

export interface WorldOptions {
  sandbox?: SandboxOptions;
  config?: Partial<FetcherConfig>;
  /** Milliseconds that a court rests after a failure, in place of those of the error table. */
  restMs?: number;
  weights?: Record<string, number>;
}

export interface Registered {
  number: string;
  processId: string;
}

/** A sandbox, the gateways that ask it, and the monitors that hear from them: all real. */
export interface World {
  readonly harness: Harness;
  readonly sandbox: Sandbox;
  readonly config: FetcherConfig;
  fetcher(more?: Partial<FetcherOptions>): ReturnType<typeof createDatajudFetcher>;
  startFetcher(more?: Partial<FetcherOptions>): Promise<Worker>;
  startMonitor(): Promise<Worker>;
  /** As POST /v1/processes does. */
  register(tenant: string, numbers: readonly string[]): Promise<Registered[]>;
  remove(tenant: string, one: Registered): Promise<void>;
  refresh(tenant: string, one: Registered): Promise<string>;
  job(tenant: string, id: string): Promise<Job>;
  ended(tenant: string, id: string): Promise<Job>;
  /** Waits until no message is left but those that sleep. */
  settled(withinMs?: number): Promise<void>;
  /** Makes every case of a court due now, and wakes its gateway. */
  due(alias: string, mode?: 'delta' | 'status'): Promise<void>;
  wake(alias: string): Promise<void>;
  events(tenant: string, number?: string): Promise<EventEnvelope[]>;
  types(tenant: string, number?: string): Promise<EventType[]>;
  /** Rows, as the superuser sees them. */
  rows<T = Record<string, unknown>>(text: string, values?: unknown[]): Promise<T[]>;
  gateway(alias: string): Promise<GatewayState>;
  close(): Promise<void>;
}

/** Starts a world without workers; `startFetcher` and `startMonitor` set it going. */
export async function createWorld(options: WorldOptions = {}): Promise<World> {
  const [harness, sandbox] = await Promise.all([createHarness(), startSandbox(options.sandbox)]);
  const config = { ...QUIET, ...options.config };
  const { restMs } = options;
  const react: typeof reactTo = (failure, streak, random) => ({
    ...reactTo(failure, streak, random),
    ...(restMs === undefined ? {} : { waitMs: restMs }),
  });
  const rows: World['rows'] = async (text, values = []) =>
    (await harness.admin.query(text, values)).rows as never;
  const send: Harness['send'] = (contract, type, to, payload, more) =>
    harness.send(contract, type, to, payload, more);

  const world: World = {
    harness,
    sandbox,
    config,
    rows,
    fetcher: (more = {}) =>
      createDatajudFetcher({
        datajudUrl: sandbox.url,
        datajudKey: () => sandbox.key,
        pool: harness.runtime,
        weights: () => options.weights ?? {},
        config,
        react,
        ...more,
      }),
    startFetcher: (more) => harness.start(world.fetcher(more)),
    startMonitor: () => harness.start(createProcessMonitor()),
    register: (tenant, numbers) =>
      harness.outbox.withTenant(tenant, async (tx, send) => {
        const wanted = numbers.map((number) => ({
          number,
          label: null,
          tags: [],
          courtStatus: 'pending' as const,
        }));
        const registered = await registerProcesses(tx, wanted, {});
        for (const { number, processId } of registered)
          send(message(processMonitor, 'watch', { tenant }, { processId, number }));
        return registered;
      }),
    remove: (tenant, { processId, number }) =>
      harness.outbox.withTenant(tenant, async (tx, send) => {
        await deleteProcess(tx, processId, {});
        send(message(processMonitor, 'unwatch', { tenant }, { processId, number }));
      }),
    refresh: (tenant, { processId, number }) =>
      harness.outbox.withTenant(tenant, async (tx, send) => {
        const { job } = await createJob(tx, { type: 'process.refresh', subject: processId });
        send(message(processMonitor, 'refresh', { tenant }, { processId, number, jobId: job.id }));
        return job.id;
      }),
    async job(tenant, id) {
      const job = await readTenant(harness.app, tenant, (tx) => readJob(tx, id));
      if (!job) throw new Error(`there is no job ${id}`);
      return job;
    },
    ended: (tenant, id) =>
      waitFor(`the end of ${id}`, async () => {
        const job = await world.job(tenant, id);
        return job.finishedAt ? job : undefined;
      }),
    async settled(withinMs = 20_000) {
      let quiet = 0;
      const text = `select count(*)::int as n from rt.messages
        where kind in ('datajud-fetcher', 'process-monitor') and (due_at is null or due_at < now() + interval '150 milliseconds')`;
      const probe = async () => {
        const [{ n }] = (await rows<{ n: number }>(text)) as [{ n: number }];
        quiet = n === 0 ? quiet + 1 : 0;
        return quiet >= 3;
      };
      await waitFor('everything to settle', probe, { withinMs, everyMs: 20 });
    },
    async due(alias, mode) {
      await rows(
        `update court.cases set next_check_at = now() - interval '1 second',
          next_full_at = case when $2 = 'status' then now() - interval '1 second' when $2 = 'delta' then now() + interval '1 day' else next_full_at end
          where alias = $1`,
        [alias, mode ?? 'any'],
      );
      await world.wake(alias);
    },
    async wake(alias) {
      await send(datajudFetcher, 'sweep', { tenant: courtTenant(alias) }, {});
    },
    events: (tenant, number) =>
      rows(
        `select type, version, origin, data, aggregate_id as "aggregateId", occurred_at as "occurredAt" from events
          where tenant_id = $1 and ($2::text is null or data #>> '{process,number}' = $2) order by position`,
        [tenant, number ?? null],
      ),
    types: async (tenant, number) => (await world.events(tenant, number)).map((e) => e.type),
    async gateway(alias) {
      return (await harness.state('datajud-fetcher', courtTenant(alias))) as GatewayState;
    },
    async close() {
      await harness.close();
      await sandbox.stop();
    },
  };
  return world;
}

export const aFirm = () => newId('tenant');

/** The numbers of a sandbox court, each once, in order. */
export function numbersOf(sandbox: Sandbox, court: string): string[] {
  const numbers = new Set<string>();
  let cursor: string | undefined;
  do {
    const page = sandbox.control.cases({ court, limit: 1_000, cursor });
    for (const { number } of page.data) numbers.add(digits(number));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  return [...numbers];
}

export function digits(number: string): string {
  const parsed = parseCnjNumber(number);
  if (!parsed.ok) throw new Error(`${number} is no number`);
  return parsed.number.digits;
}
