import type { ImportLine as LineRow } from '../../db/imports/line.ts';
import { countImportLines, listImportLines } from '../../db/imports/read-lines.ts';
import type { Job } from '../../db/jobs/job.ts';
import { readJob } from '../../db/jobs/read.ts';
import type { TenantTx } from '../../db/tenant.ts';
import { keyset } from '../http/pagination.ts';
import { showJob } from '../jobs/schemas.ts';
import { notFound } from '../problems/problem.ts';
import type { ImportLine, LineQuery } from './schemas.ts';

/** @throws Problem not-found when the firm has no such import */
export async function requireImport(tx: TenantTx, jobId: string): Promise<Job> {
  const job = await readJob(tx, jobId);
  if (job?.type !== 'process.import') throw notFound('import');
  return job;
}

/** An import and what its lines came to so far. @throws Problem not-found */
export async function readImport(tx: TenantTx, jobId: string) {
  const [job, counts] = await Promise.all([requireImport(tx, jobId), countImportLines(tx, jobId)]);
  const total = Object.values(counts).reduce((sum, n) => sum + n, 0);
  return { job: showJob(job), lines: { total, ...counts } };
}

/** A page of the report, in file order. @throws Problem not-found, invalid-cursor */
export async function listLines(tx: TenantTx, jobId: string, query: LineQuery) {
  const { limit = 50, cursor, outcome } = query;
  const keys = keyset(['integer'], { jobId, outcome });
  const after = keys.after(cursor);
  await requireImport(tx, jobId);
  const page = { limit: limit + 1, after: after && Number(after[0]) };
  const rows = await listImportLines(tx, jobId, { outcome }, page);
  return keys.page(rows, limit, (row) => [row.line], showLine);
}

function showLine(row: LineRow): ImportLine {
  return { ...row, tags: row.tags ?? [] };
}
