import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { acquirePostgres } from '../../compose/test-kit/postgres.ts';
import { waitFor } from '../../compose/test-kit/wait-for.ts';
import { requestCancel } from '../../db/jobs/cancel.ts';
import { createJob } from '../../db/jobs/create.ts';
import type { Job } from '../../db/jobs/job.ts';
import { readJob } from '../../db/jobs/read.ts';
import { registerProcesses } from '../../db/processes/register.ts';
import { createReport } from '../../db/reports/create.ts';
import { readReport } from '../../db/reports/read.ts';
import type { Report } from '../../db/reports/report.ts';
import { readTenant, withTenant } from '../../db/tenant.ts';
import type { CourtMovement } from '../contracts/court-document.ts';
import type { EventEnvelope } from '../contracts/events.ts';
import { newId } from '../contracts/ids.ts';
import type { ObjectStore } from '../contracts/object-store.ts';
import { reportRenderer } from '../contracts/report-renderer.ts';
import type { ReportFormat, ReportKind, ReportParams } from '../contracts/reports.ts';
import { createProcessMonitor } from '../process-monitor/actor.ts';
import { document, movement, someNumbers, tell } from '../process-monitor/test-kit.ts';
import type { AnyActor } from '../runtime/actor.ts';
import { message } from '../runtime/message.ts';
import { createHarness, type Harness } from '../runtime/test-kit/harness.ts';
import { createReportRenderer, type RendererOptions } from './actor.ts';
import { findChromium } from './browser/find-chromium.ts';
import { type BrowserPool, createBrowserPool } from './browser/pool.ts';
import { createDirectoryStore } from './store/directory.ts';
import { createFileLink, createLinkSigner } from './store/links.ts';

/** A renderer with its store and browser on real servers, and firms with cases. */
export interface ReportWorld {
  harness: Harness;
  store: ObjectStore;
  pool: BrowserPool;
  startRenderer(more?: Partial<RendererOptions>, limits?: RendererLimits): Promise<void>;
  /** A firm that watches a case with these movements. */
  firm(
    movements?: CourtMovement[],
    more?: { secrecy?: number },
  ): Promise<{ tenant: string; processId: string }>;
  /** As POST /v1/reports does. */
  order(
    tenant: string,
    kind: ReportKind,
    params?: ReportParams,
    formats?: ReportFormat[],
    more?: { deliverTo?: string[]; isCancelled?: boolean; expiresAt?: Date },
  ): Promise<Ordered>;
  again(tenant: string, reportId: string, formats: ReportFormat[]): Promise<Ordered>;
  ended(tenant: string, ordered: Ordered): Promise<{ job: Job; report: Report | undefined }>;
  events(tenant: string, type: string): Promise<EventEnvelope[]>;
  close(): Promise<void>;
}

export type RendererLimits = Pick<AnyActor, 'timeoutMs' | 'retry'>;

export interface Ordered {
  jobId: string;
  reportId: string;
}

const DAY_MS = 86_400_000;
let cases = 0;

export async function createReportWorld(): Promise<ReportWorld> {
  // One after the other: beside a Postgres that is being made, on a busy machine, the broker is given up too early.
  const database = await acquirePostgres();
  const harness = await createHarness({ database: async () => database });
  const root = mkdtempSync(join(tmpdir(), `lux-test-${process.pid}-objects-`));
  const link = createFileLink(createLinkSigner([new Uint8Array(32)]), () => 'http://127.0.0.1:3000');
  const store = createDirectoryStore({ root });
  const executable = () => findChromium(process.env.CHROMIUM_BIN);
  const pool = createBrowserPool({ executable, pages: 2, timeoutMs: 60_000 });

  async function send(
    tenant: string,
    reportId: string,
    formats: ReportFormat[],
    isCancelled = false,
  ): Promise<Ordered> {
    return harness.outbox.withTenant(tenant, async (tx, put) => {
      const { job } = await createJob(tx, { type: 'report.render', subject: reportId });
      if (isCancelled) await requestCancel(tx, job.id);
      const payload = { reportId, jobId: job.id, formats };
      put(message(reportRenderer, 'render', { tenant, key: reportId }, payload, { jobId: job.id }));
      return { jobId: job.id, reportId };
    });
  }

  return {
    harness,
    store,
    pool,
    async startRenderer(more = {}, limits = {}) {
      await harness.start({ ...createReportRenderer({ store, link, pool, ...more }, 2), ...limits });
    },
    async firm(movements = [movement(26, '2024-01-10'), movement(219, '2026-11-20')], { secrecy = 0 } = {}) {
      const tenant = newId('tenant');
      const [number = ''] = someNumbers(1, 900_000 + ++cases);
      const [registered] = await withTenant(harness.app, tenant, async (tx) => {
        await tx.client.query('insert into tenants (tenant_id, name) values ($1, $2)', [
          tenant,
          'Silva Advogados',
        ]);
        const wanted = {
          number,
          label: 'Ferreira x Horizonte',
          tags: ['cível'],
          courtStatus: 'pending' as const,
        };
        return registerProcesses(tx, [wanted], {});
      });
      if (!registered) throw new Error('the case was not registered');
      await tell(harness, [tenant], [document(number, movements, { secrecy })]);
      await harness.drained('process-monitor');
      return { tenant, processId: registered.processId };
    },
    async order(tenant, kind, params = {}, formats = ['html'], { isCancelled, ...more } = {}) {
      const id = newId('report');
      const expiresAt = new Date(Date.now() + 90 * DAY_MS);
      await withTenant(harness.app, tenant, (tx) =>
        createReport(tx, { id, kind, title: 'x', params, template: null, expiresAt, ...more }),
      );
      return send(tenant, id, formats, isCancelled);
    },
    again: (tenant, reportId, formats) => send(tenant, reportId, formats),
    async ended(tenant, { jobId, reportId }) {
      const job = await waitFor(
        `the end of ${jobId}`,
        async () => {
          const job = await readTenant(harness.app, tenant, (tx) => readJob(tx, jobId));
          return job?.finishedAt ? job : undefined;
        },
        { withinMs: 240_000 },
      );
      return { job, report: await readTenant(harness.app, tenant, (tx) => readReport(tx, reportId)) };
    },
    async events(tenant, type) {
      const text = 'select type, data from events where tenant_id = $1 and type = $2 order by position';
      return (await harness.admin.query(text, [tenant, type])).rows;
    },
    async close() {
      await harness.close();
      await pool.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** The monitor that makes cases of what courts tell. */
export const startMonitor = (world: ReportWorld) => world.harness.start(createProcessMonitor());
