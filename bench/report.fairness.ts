import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { Registry } from 'prom-client';
import { newId } from '../actors/contracts/ids.ts';
import { reportRenderer } from '../actors/contracts/report-renderer.ts';
import { createReportRenderer } from '../actors/report-renderer/actor.ts';
import { findChromium } from '../actors/report-renderer/browser/find-chromium.ts';
import { createBrowserPool } from '../actors/report-renderer/browser/pool.ts';
import { createDirectoryStore } from '../actors/report-renderer/store/directory.ts';
import { createFileLink, createLinkSigner } from '../actors/report-renderer/store/links.ts';
import { message } from '../actors/runtime/message.ts';
import { createRuntimeMetrics } from '../actors/runtime/metrics.ts';
import { openBroker } from '../actors/runtime/nats/connection.ts';
import { createIntake } from '../actors/runtime/nats/intake.ts';
import { createRoad } from '../actors/runtime/nats/road.ts';
import { createOutbox } from '../actors/runtime/outbox.ts';
import { registerKind } from '../actors/runtime/register-kind.ts';
import { startWorker } from '../actors/runtime/worker.ts';
import { createJob } from '../db/jobs/create.ts';
import { readJob } from '../db/jobs/read.ts';
import { createPool } from '../db/pool.ts';
import { createReport } from '../db/reports/create.ts';
import { readTenant, withTenant } from '../db/tenant.ts';
import type { BenchContext } from './bench.ts';
import { median } from './runtime-parts.ts';

export const describe =
  'From order to job done of one PDF of a quiet firm, alone and while another firm waits for a hundred.';

export async function run(context: BenchContext): Promise<void> {
  const [database, nats] = await Promise.all([context.database(), context.nats()]);
  const log = pino({ level: 'silent' });
  const runtime = createPool({ url: database.runtime, name: 'bench', max: 8, onError() {} });
  const app = createPool({ url: database.app, name: 'bench', max: 8, onError() {} });
  const broker = openBroker({ url: nats.urls.worker, name: 'bench', inboxPrefix: '_INBOX_worker', log });
  const root = mkdtempSync(join(tmpdir(), 'lux-bench-objects-'));
  const link = createFileLink(createLinkSigner([new Uint8Array(32)]), () => 'http://localhost');
  const store = createDirectoryStore({ root });
  const pool = createBrowserPool({ executable: () => findChromium(process.env.CHROMIUM_BIN), pages: 2 });
  const road = createRoad(broker);
  const outbox = createOutbox({ pool: app, road, maxWaiting: 10_000 });
  await registerKind(runtime, reportRenderer.kind);
  const worker = startWorker({
    actor: createReportRenderer({ store, link, pool }, 2),
    runtime,
    app,
    road,
    intake: createIntake({ broker, replicas: 1, log }),
    log,
    metrics: createRuntimeMetrics(new Registry()),
    owner: 'bench',
  });
  context.onEnd(async () => {
    await worker.stop();
    await pool.close();
    await broker.close();
    await Promise.all([runtime.end(), app.end()]);
    rmSync(root, { recursive: true, force: true });
  });

  async function firm(): Promise<string> {
    const tenant = newId('tenant');
    await withTenant(app, tenant, ({ client }) =>
      client.query('insert into tenants (tenant_id, name) values ($1, $2)', [tenant, 'Firma']),
    );
    return tenant;
  }
  async function order(tenant: string): Promise<string> {
    const id = newId('report');
    const report = { id, kind: 'portfolio', title: 'x', params: {}, template: null } as const;
    return outbox.withTenant(tenant, async (tx, send) => {
      await createReport(tx, { ...report, expiresAt: new Date(Date.now() + 86_400_000) });
      const { job } = await createJob(tx, { type: 'report.render', subject: id });
      const payload = { reportId: id, jobId: job.id, formats: ['pdf' as const] };
      send(message(reportRenderer, 'render', { tenant, key: id }, payload, { jobId: job.id }));
      return job.id;
    });
  }
  const state = async (tenant: string, id: string) =>
    (await readTenant(app, tenant, (tx) => readJob(tx, id)))?.state;
  async function timed(tenant: string): Promise<number> {
    const began = performance.now();
    const id = await order(tenant);
    while ((await state(tenant, id)) !== 'succeeded') await Bun.sleep(5);
    return performance.now() - began;
  }
  const [quiet, whale] = [await firm(), await firm()];
  for (let i = 0; i < 5; i++) await timed(quiet);
  const alone: number[] = [];
  for (let i = 0; i < (context.quick ? 3 : 10); i++) alone.push(await timed(quiet));
  const waiting: string[] = [];
  for (let i = 0; i < (context.quick ? 20 : 100); i++) waiting.push(await order(whale));
  const beside: number[] = [];
  const last = waiting.at(-1) as string;
  while ((await state(whale, last)) !== 'succeeded' && beside.length < 20) beside.push(await timed(quiet));
  const left = (await state(whale, last)) === 'succeeded' ? 'done' : 'still waiting';
  context.say(`${beside.length} reports of the quiet firm; the last of the other is ${left}`);
  const [value, peer] = [median(beside), median(alone)];
  context.figure({
    name: 'report.fairness',
    value,
    unit: 'ms',
    peer: { name: 'alone', value: peer },
    ratio: value / peer,
    target: '<= 3',
  });
}
