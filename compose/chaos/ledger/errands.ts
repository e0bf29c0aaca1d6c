import type { ObjectStore } from '../../../actors/contracts/object-store.ts';
import type { Pool } from '../../../db/pool.ts';
import type { Errand } from '../workload/errands.ts';
import type { Firm } from '../workload/firms.ts';
import type { Finding } from './finding.ts';
import type { StoredEvent } from './history.ts';

export interface JobRow {
  id: string;
  tenant_id: string;
  state: string;
  error: { message: string } | null;
}

export interface FileRow {
  tenant_id: string;
  report_id: string;
  format: string;
  object_key: string;
  sha256: string;
}

/** Everything of the database that the comparison looks at. */
export interface ErrandBooks {
  jobs: readonly JobRow[];
  /** Those that are ready. */
  reports: readonly { id: string; tenant_id: string }[];
  files: readonly FileRow[];
}

export interface AskedFor {
  asked: readonly Errand[];
  events: readonly StoredEvent[];
  firms: readonly Firm[];
}

/** Formats that every report was asked for in. */
const FILES = 2;

export async function auditErrands(admin: Pool, objects: ObjectStore, wanted: AskedFor): Promise<Finding[]> {
  const jobs = await admin.query<JobRow>(
    `select id, tenant_id, state, error from jobs where type = 'report.render' or type like 'ai.%'`,
  );
  const reports = await admin.query<{ id: string; tenant_id: string }>(
    `select id, tenant_id from reports where state = 'ready'`,
  );
  const files = await admin.query<FileRow>(
    'select tenant_id, report_id, format, object_key, sha256 from report_files',
  );
  return compareErrands({ jobs: jobs.rows, reports: reports.rows, files: files.rows }, objects, wanted);
}

/**
 * What firms asked for: every job that the API promised has ended well, at the firm that asked. A report was told of once, and its files lie in
 * the store with the bytes that are in the books.
 */
export async function compareErrands(
  { jobs, reports, files }: ErrandBooks,
  objects: Pick<ObjectStore, 'get'>,
  { asked, events, firms }: AskedFor,
): Promise<Finding[]> {
  const lost: string[] = [];
  const failed: string[] = [];
  const mixed: string[] = [];
  const known = new Map(jobs.map((job) => [job.id, job]));
  for (const { jobId, firm, kind } of asked) {
    const job = known.get(jobId);
    if (job?.state === 'failed' || job?.state === 'cancelled')
      failed.push(`${kind} ${jobId}: ${job.state}, ${job.error?.message}`);
    else if (job?.state !== 'succeeded') lost.push(`${kind} ${jobId}: ${job?.state ?? 'unknown'}`);
    if (job && job.tenant_id !== firms[firm]?.tenantId) mixed.push(`${kind} ${jobId} at ${job.tenant_id}`);
  }
  const told = Map.groupBy(
    events.filter(({ type }) => type === 'document.generated'),
    ({ aggregate_id }) => aggregate_id,
  );
  const filesOf = Map.groupBy(files, ({ report_id }) => report_id);
  for (const { id, tenant_id } of reports) {
    const own = filesOf.get(id) ?? [];
    if (!told.has(id)) lost.push(`${id}: ready, and never told`);
    if (own.length !== FILES) lost.push(`${id}: ${own.length} files`);
    for (const file of own) {
      if ((await hashOf(objects, file.object_key)) !== file.sha256)
        lost.push(`${file.object_key}: the store has other bytes than the books, or none`);
      if (file.tenant_id !== tenant_id || !file.object_key.startsWith(`${tenant_id}/`))
        mixed.push(`${file.object_key} belongs to a report of ${tenant_id}`);
    }
  }
  const twice = [...told]
    .filter(([, list]) => list.length > 1)
    .map(([id, list]) => `${id}: ${list.length} times document.generated`);
  const of = 'summaries and reports';
  return [
    { check: 'lost', of, looked: asked.length, wrong: lost },
    { check: 'ended badly', of, looked: asked.length, wrong: failed },
    { check: 'twice', of, looked: reports.length, wrong: twice },
    { check: 'cross-tenant', of, looked: asked.length + files.length, wrong: mixed },
  ];
}

async function hashOf(objects: Pick<ObjectStore, 'get'>, key: string): Promise<string | undefined> {
  const bytes = await objects.get(key);
  return bytes && new Bun.CryptoHasher('sha256').update(bytes).digest('hex');
}
